package io.github.pantree.simulator;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws the faults from one seeded source under one lock: the same calls in the same order have the same faults. */
final class FaultSampler {

    /**
     * The fault of a call.
     *
     * @param hangsBefore for {@link Fault#HANG}: whether the call hangs before anything is done
     */
    record Sample(@Nullable Fault fault, boolean hangsBefore) {}

    private final Random random;
    private Faults faults;

    FaultSampler(Faults faults, long seed) {
        this.faults = faults;
        this.random = new Random(seed);
    }

    synchronized void setFaults(Faults newFaults) {
        faults = newFaults;
    }

    synchronized Sample sample(Api api) {
        Fault fault = draw(api);
        return new Sample(fault, fault == Fault.HANG && random.nextBoolean());
    }

    private @Nullable Fault draw(Api api) {
        double left = random.nextDouble();
        for (Fault fault : Fault.values()) {
            left -= fault.on(api) ? faults.probability(fault) : 0;
            if (left < 0) {
                return fault;
            }
        }
        return null;
    }
}
