package io.github.pantree.functional;

import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.VerifyOutcome;
import io.github.pantree.simulator.Simulator;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs manifests in this process: the real job and client, with a separate home and a simulator. */
final class HomeFixture {

    final Path folder;
    private final Map<String, String> options = new HashMap<>();

    HomeFixture(Path folder, Simulator simulator) {
        this(folder, simulator.baseUrl());
    }

    HomeFixture(Path folder, String baseUrl) {
        this.folder = folder;
        with("pantree.base-url", baseUrl)
                .with("pantree.home", folder.resolve("home").toString())
                .with("pantree.access-token", "simulator-token")
                .with("pantree.out", folder.resolve("out").toString())
                .with("pantree.settle.pause", "5ms")
                .with("pantree.names-per-call", "1")
                .with("pantree.rate", "2000");
    }

    HomeFixture with(String property, String value) {
        options.put(property, value);
        return this;
    }

    Path manifest(String text) throws IOException {
        return Files.writeString(folder.resolve("manifest.csv"), text, StandardCharsets.UTF_8);
    }

    RunOutcome run(Path manifest) throws Exception {
        try (Provisioning provisioning = Provisioning.open(OpenMode.RUN, options, Optional.empty())) {
            return provisioning.run(manifest);
        }
    }

    RunOutcome run(Path manifest, MeterRegistry registry) throws Exception {
        try (Provisioning provisioning =
                Provisioning.open(OpenMode.RUN, options, Optional.empty(), registry, () -> false)) {
            return provisioning.run(manifest);
        }
    }

    Provisioning status() {
        return Provisioning.open(OpenMode.STATUS, options, Optional.empty());
    }

    PlanOutcome plan(Path manifest) throws Exception {
        try (Provisioning provisioning = Provisioning.open(OpenMode.PLAN, options, Optional.empty())) {
            return provisioning.plan(manifest);
        }
    }

    VerifyOutcome verify(Path manifest) throws Exception {
        try (Provisioning provisioning = Provisioning.open(OpenMode.VERIFY, options, Optional.empty())) {
            return provisioning.verify(manifest);
        }
    }

    Provisioning open() {
        return Provisioning.open(OpenMode.RUN, options, Optional.empty());
    }

    /** The lines of a result file after its header, including quotes. */
    List<String> result(String name) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("out").resolve(name));
        return lines.subList(1, lines.size());
    }
}
