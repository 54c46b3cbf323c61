package io.github.pantree.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Executes a command, pantree or another, in a separate process, and measures the times of its calls in seconds. */
final class Command {

    private final Path folder;
    private final List<String> command;
    private double whole;
    private double untilFirst;
    private double firstToLast;

    /** @param folder the folder for its output */
    Command(Path folder, List<String> command) {
        this.folder = folder;
        this.command = command;
    }

    /** The JDK that runs the benchmarks. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Command jar(Path folder) {
        return new Command(folder, List.of(java(), "-jar", System.getProperty("pantree.jar")));
    }

    static Command launcher(Path folder) {
        return new Command(folder, List.of(System.getProperty("pantree.launcher")));
    }

    /** Runs a manifest to its end, with a new home. */
    void run(Simulator simulator, Path manifest, String... options) throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        assertThat(pantree(simulator, "run", manifest, home, options)).isZero();
    }

    /** Executes a command of pantree, and returns the exit code. */
    int pantree(Simulator simulator, String name, Path manifest, Path home, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(name, manifest.toString(), "--home", home.toString()));
        arguments.addAll(Arrays.asList(options));
        return execute(simulator, arguments);
    }

    /** Executes the command with any arguments, and returns the exit code. */
    int execute(Simulator simulator, List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PANTREE_ACCESS_TOKEN", "simulator-token");
        builder.environment().put("PANTREE_BASE_URL", simulator.baseUrl());
        builder.environment().put("PANTREE_JAVA_OPTS", "-Xmx512m");
        long start = System.nanoTime();
        Process process = builder.start();
        long calls = simulator.stats().mkdirCalls();
        long first = 0;
        long last = start;
        while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
            long now = simulator.stats().mkdirCalls();
            if (now != calls) {
                calls = now;
                last = System.nanoTime();
                first = first == 0 ? last : first;
            }
        }
        whole = (System.nanoTime() - start) / 1e9;
        untilFirst = (first - start) / 1e9;
        firstToLast = (last - first) / 1e9;
        return process.exitValue();
    }

    /** From its start to its end. */
    double whole() {
        return whole;
    }

    /** From its start to its first mkdir call. */
    double untilFirst() {
        return untilFirst;
    }

    /** From its first mkdir call to its last one. */
    double firstToLast() {
        return firstToLast;
    }
}
