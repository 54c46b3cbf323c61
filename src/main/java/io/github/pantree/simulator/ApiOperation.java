package io.github.pantree.simulator;

import org.jspecify.annotations.Nullable;

/** What an API does when nothing stands in the way. */
@FunctionalInterface
interface ApiOperation {

    /**
     * Carries the call out.
     *
     * @param fault what goes wrong with the call; only those that change the data of a good answer matter here
     * @throws ApiErrorException if the call is not carried out
     */
    Envelope run(Request request, @Nullable Fault fault) throws ApiErrorException;
}
