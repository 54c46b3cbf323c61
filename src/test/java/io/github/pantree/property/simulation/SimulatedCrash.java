package io.github.pantree.property.simulation;

/** The end of a process at this very place. An error, since the engine records what it knows after an exception. */
final class SimulatedCrash extends Error {

    private static final long serialVersionUID = 1L;

    SimulatedCrash() {
        super("killed", null, false, false);
    }
}
