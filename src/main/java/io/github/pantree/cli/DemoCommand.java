package io.github.pantree.cli;

import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code demo}: the job definition {@code jobs/demo.yml} against a simulator of its own. */
@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String JOB = "jobs/demo.yml";
    private static final String MANIFEST = "sample-data/image-library.csv";

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory("pantree-demo");
        SimulatorSettings settings = SimulatorSettings.defaults().withLatency(Duration.ofMillis(30));
        try (Simulator simulator = Simulator.start(settings)) {
            System.out.println(Messages.format("demo.simulator", simulator.baseUrl()));
            Map<String, String> options = new LinkedHashMap<>();
            options.put("pantree.base-url", simulator.baseUrl());
            options.put("pantree.home", home.toString());
            // The demo always uses its own database.
            options.put("spring.datasource.url", "");
            options.put("pantree.proxy", "none");
            Path job = Path.of(JOB);
            if (!Files.isRegularFile(job)) {
                // Both files are also in the jar.
                job = unpacked(home, JOB);
                options.put("pantree.manifest", unpacked(home, MANIFEST).toString());
            }
            return CommandExecution.with(OpenMode.RUN, options, Optional.of(job), DemoCommand::run);
        }
    }

    private static RunStatus run(Provisioning provisioning) throws Exception {
        Path manifest = new ManifestCommandOptions().manifest(provisioning);
        System.out.println(Messages.format("demo.manifest", manifest, JOB));
        RunOutcome outcome =
                ProgressDisplay.showWhile(provisioning, Duration.ofSeconds(1), () -> provisioning.run(manifest));
        printTree(provisioning, outcome);
        new RunSummaryPrinter(System.out).print(provisioning, outcome, manifest);
        return outcome.end();
    }

    private static void printTree(Provisioning provisioning, RunOutcome outcome) {
        Map<String, Map<String, String>> children = new HashMap<>();
        provisioning.forEachFolder(outcome.manifest(), (path, dirId) -> {
            int slash = path.lastIndexOf('/');
            children.computeIfAbsent(path.substring(0, slash), parent -> new LinkedHashMap<>())
                    .put(path.substring(slash + 1), dirId);
        });
        System.out.println();
        printChildren(children, "", "");
        System.out.println();
    }

    private static void printChildren(Map<String, Map<String, String>> all, String parent, String indent) {
        Iterator<Map.Entry<String, String>> children =
                all.getOrDefault(parent, Map.of()).entrySet().iterator();
        while (children.hasNext()) {
            Map.Entry<String, String> child = children.next();
            boolean last = !children.hasNext();
            System.out.println(indent + (last ? "└─ " : "├─ ") + child.getKey() + "  " + child.getValue());
            printChildren(all, parent + "/" + child.getKey(), indent + (last ? "   " : "│  "));
        }
    }

    private static Path unpacked(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(folder));
        try (InputStream content = DemoCommand.class.getResourceAsStream("/demo/" + name)) {
            if (content == null) {
                throw new IOException("The jar does not hold " + name);
            }
            Files.copy(content, file);
        }
        return file;
    }
}
