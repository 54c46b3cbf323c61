package io.github.pantree.testing;

import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Starts simulators with the default settings, without a checked exception, as the initial value of a field. */
public final class TestSimulator {

    private TestSimulator() {}

    public static Simulator start() {
        try {
            return Simulator.start(SimulatorSettings.defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
