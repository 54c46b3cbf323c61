package io.github.pantree.simulator;

/** The normal operation of an API. */
@FunctionalInterface
interface ApiOperation {

    /**
     * Executes the call.
     *
     * @throws ApiErrorException if it is refused
     */
    Envelope run(Request request) throws ApiErrorException;
}
