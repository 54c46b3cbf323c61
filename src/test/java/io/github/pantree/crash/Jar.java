package io.github.pantree.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * pantree in a separate process, as a scheduler starts it: the unpacked jar with an archive of loaded classes, which
 * starts in half the time of the runnable jar.
 */
final class Jar {

    private static final int ULIMIT_UNIT = 512;
    private static final long MOST_SECONDS = 300;

    private final Path folder;
    private final List<String> javaOptions = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> program;
    private long mostBytes;

    /** @param folder the working directory, and the folder of its output */
    Jar(Path folder) {
        this(folder, ClassArchive.program());
    }

    /** @param program the arguments of {@code java} that start pantree */
    Jar(Path folder, List<String> program) {
        this.folder = folder;
        this.program = program;
    }

    /** The runnable jar itself, without an archive. */
    static Jar runnable(Path folder) {
        return new Jar(folder, List.of("-jar", System.getProperty("pantree.jar")));
    }

    Jar withJavaOption(String option) {
        javaOptions.add(option);
        return this;
    }

    Jar with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Simulates a full disk: longer writes fail. */
    Jar withFilesOfAtMost(long bytes) {
        mostBytes = bytes;
        return this;
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (mostBytes > 0) {
            command.addAll(List.of("sh", "-c", "ulimit -f " + mostBytes / ULIMIT_UNIT + " && exec \"$@\"", "sh"));
        }
        command.addAll(List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(javaOptions);
        command.addAll(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().put("PANTREE_LANG", "en");
        builder.environment().put("PANTREE_ACCESS_TOKEN", "simulator-token");
        // Five listings with doubling pauses still outlast the lag of the tests' simulators.
        builder.environment().put("PANTREE_SETTLE_PAUSE", "100ms");
        builder.environment().putAll(environment);
        return builder.start();
    }

    static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    /** Simulates a disk that becomes full while a process runs: files end at {@code bytes}. Needs Linux. */
    static void limitFiles(Process process, long bytes) throws IOException, InterruptedException {
        int end = new ProcessBuilder("prlimit", "--pid", String.valueOf(process.pid()), "--fsize=" + bytes)
                .inheritIO()
                .start()
                .waitFor();
        if (end != 0) {
            throw new IllegalStateException("prlimit ends with " + end);
        }
    }

    int run(String... arguments) throws IOException, InterruptedException {
        return end(start(arguments));
    }

    /**
     * Returns when the condition is met, or the process has ended. Leaves the processor to the process in the meantime.
     */
    static void await(Process process, Callable<Boolean> condition) throws Exception {
        boolean ended = false;
        while (!ended && !condition.call()) {
            ended = process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    static int end(Process process) throws InterruptedException {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Still running after " + MOST_SECONDS + " s: "
                    + process.info().commandLine().orElse(""));
        }
        return process.exitValue();
    }

    String stdout() throws IOException {
        return Files.readString(folder.resolve("stdout"));
    }

    String stderr() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }
}
