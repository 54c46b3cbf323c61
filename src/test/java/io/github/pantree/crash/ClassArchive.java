package io.github.pantree.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An archive of the classes that a run loads, created by a run of the demo; for the product, once per test JVM. */
final class ClassArchive {

    private static final long MOST_SECONDS = 120;
    private static final List<String> PROGRAM = withArchive(folder -> List.of("-jar", jar().toString()));

    /** Provides the arguments of {@code java} that start a program, and its files. */
    private interface Starter {
        List<String> program(Path folder) throws IOException;
    }

    private ClassArchive() {}

    /** The arguments of {@code java} that start the unpacked jar with the archive. */
    static List<String> program() {
        return PROGRAM;
    }

    static List<String> program(MutatedEngine engine) {
        return withArchive(folder -> engine.program(folder, jar()));
    }

    private static Path jar() {
        return Path.of(System.getProperty("pantree.launcher"))
                .resolve("../../lib/pantree.jar")
                .normalize();
    }

    private static List<String> withArchive(Starter starter) {
        try {
            Path folder =
                    Files.createTempDirectory(Path.of("target"), "archive").toAbsolutePath();
            Path archive = folder.resolve("classes.jsa");
            List<String> program = starter.program(folder);
            List<String> command = new ArrayList<>(List.of(
                    Jar.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + archive));
            command.addAll(program);
            command.add("demo");
            Process demo = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            if (!demo.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || demo.exitValue() != 0) {
                demo.destroyForcibly();
                throw new IllegalStateException("The demo failed: " + Files.readString(folder.resolve("output")));
            }
            List<String> start = new ArrayList<>(List.of(
                    "-XX:SharedArchiveFile=" + archive,
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0",
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off"));
            start.addAll(program);
            return start;
        } catch (IOException e) {
            throw new IllegalStateException("No class archive of " + jar(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
