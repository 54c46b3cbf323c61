package io.github.pantree.simulator;

import org.jspecify.annotations.Nullable;

/** The normal operation of an API. */
@FunctionalInterface
interface ApiOperation {

    /**
     * Executes the call.
     *
     * @param fault only faults that change the data of a successful answer matter here
     * @throws ApiErrorException if the call is refused
     */
    Envelope run(Request request, @Nullable Fault fault) throws ApiErrorException;
}
