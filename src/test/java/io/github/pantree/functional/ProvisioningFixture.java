package io.github.pantree.functional;

import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** A folder for homes, manifests and results. */
abstract class ProvisioningFixture {

    @TempDir
    Path folder;

    static Simulator start(SimulatorSettings settings) throws IOException {
        return Simulator.start(settings);
    }

    /** Folders with up to five children each, in a fixed but shuffled order. */
    static String tree(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> (i * 7) % size)
                .map(i -> "k" + i + "," + (i == 0 ? "" : "k" + (i - 1) / 5) + ",名" + i)
                .collect(Collectors.joining("\n", "key,parent_key,name\n", "\n"));
    }
}
