package io.github.pantree.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An archive of the classes that a run loads, created once per test JVM by a run of the demo. */
final class ClassArchive {

    private static final long MOST_SECONDS = 120;
    private static final List<String> PROGRAM = make();

    private ClassArchive() {}

    /** The arguments of {@code java} that start the unpacked jar with the archive. */
    static List<String> program() {
        return PROGRAM;
    }

    private static List<String> make() {
        Path jar = Path.of(System.getProperty("pantree.launcher"))
                .resolve("../../lib/pantree.jar")
                .normalize();
        try {
            Path folder =
                    Files.createTempDirectory(Path.of("target"), "archive").toAbsolutePath();
            Path archive = folder.resolve("classes.jsa");
            Process demo = new ProcessBuilder(
                            Jar.java(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-XX:ArchiveClassesAtExit=" + archive,
                            "-jar",
                            jar.toString(),
                            "demo")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            if (!demo.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || demo.exitValue() != 0) {
                demo.destroyForcibly();
                throw new IllegalStateException("The demo failed: " + Files.readString(folder.resolve("output")));
            }
            return List.of(
                    "-XX:SharedArchiveFile=" + archive,
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0",
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off",
                    "-jar",
                    jar.toString());
        } catch (IOException e) {
            throw new IllegalStateException("No class archive beside " + jar, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
