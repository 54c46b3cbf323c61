package io.github.pantree.pan123.pace;

import static io.github.pantree.support.SharedStore.NANOS_PER_MICRO;

/** The departure of a call, and its latest known arrival, in microseconds of the shared clock. */
record ScheduledCall(long at, long arrives) {

    /** What the detected rate counts: a call that a stall delayed counts from its arrival. */
    long counted() {
        long delay = (arrives - at) * NANOS_PER_MICRO;
        return DeliveryDelay.isStall(delay) && delay <= DeliveryDelay.LONGEST ? arrives : at;
    }
}
