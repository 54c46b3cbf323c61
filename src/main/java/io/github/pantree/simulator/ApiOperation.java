package io.github.pantree.simulator;

/** The normal operation of an API. */
@FunctionalInterface
interface ApiOperation {

    /** @throws ApiErrorException if the call is refused */
    Envelope run(Request request) throws ApiErrorException;
}
