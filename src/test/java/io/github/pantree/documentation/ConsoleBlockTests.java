package io.github.pantree.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the {@code console} blocks of the English pages in one shell per page, with the launcher and a simulator. A
 * command ends with exit code 0, or with the one in its comment: {@code # exit code 3}. Blocks marked {@code sh} are
 * for people: they need an account, a server or an editor.
 */
@Tag("jar")
@DisabledOnOs(OS.WINDOWS)
final class ConsoleBlockTests {

    private static final Pattern COMMAND = Pattern.compile("^ *\\$ (.*)$");
    private static final Pattern EXIT_CODE = Pattern.compile("# exit code (\\d)$");
    private static final Pattern COMMENT = Pattern.compile("\\s+# .*$");
    private static final String PORT = "8123";
    private static final long MOST_MINUTES = 5;

    /** Parts of blocks that cannot run here, with the reason. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "./mvnw", "builds the project that this test is a part of",
            "sudo ", "needs the user of an installation",
            "/var/lib/pantree", "writes to an installation");

    @TempDir
    private Path folder;

    static List<Page> pages() {
        return Page.english().stream()
                .filter(page -> page.blocks().stream().anyMatch(ConsoleBlockTests::canRun))
                .toList();
    }

    private static boolean canRun(Page.Block block) {
        return block.language().equals("console")
                && block.lines().stream()
                        .noneMatch(line -> NOT_RUN.keySet().stream().anyMatch(line::contains));
    }

    private static Stream<String> commands(Page page) {
        return page.blocks().stream()
                .filter(block -> List.of("console", "sh").contains(block.language()))
                .flatMap(block -> block.lines().stream())
                .filter(line -> COMMAND.matcher(line).matches())
                .map(line -> COMMENT.matcher(line).replaceFirst("").strip());
    }

    @Test
    void everyExclusionIsUsed() {
        List<String> lines = Page.english().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("console"))
                .flatMap(block -> block.lines().stream())
                .toList();
        assertThat(NOT_RUN.keySet()).allSatisfy(part -> assertThat(lines).anyMatch(line -> line.contains(part)));
    }

    @Test
    void bothLanguagesHaveTheSameCommands() {
        assertThat(Page.english())
                .allSatisfy(page -> assertThat(commands(page.chinese()))
                        .as("commands of %s", page)
                        .isEqualTo(commands(page).toList()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void blocksEndWithTheStatedExitCodes(Page page) throws Exception {
        install();
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            String port = String.valueOf(freePort());
            Path script =
                    Files.writeString(folder.resolve("script"), script(page).replace(PORT, port));
            ProcessBuilder shell = new ProcessBuilder("bash", script.toString())
                    .directory(folder.resolve("work").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile());
            shell.environment().keySet().removeIf(name -> name.startsWith("PANTREE_"));
            shell.environment()
                    .putAll(Map.of(
                            "HOME",
                            folder.toString(),
                            "JAVA_TOOL_OPTIONS",
                            "-Duser.home=" + folder,
                            "PATH",
                            folder.resolve("bin") + ":" + System.getenv("PATH"),
                            "PANTREE_ACCESS_TOKEN",
                            "simulator-token",
                            "PANTREE_BASE_URL",
                            simulator.baseUrl(),
                            "PANTREE_CACHE",
                            Path.of("target/console-blocks").toAbsolutePath().toString(),
                            "PANTREE_LANG",
                            "en",
                            "PANTREE_RATE",
                            "200"));
            Process process = shell.start();
            boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            String output = Files.readString(folder.resolve("output"));
            assertThat(ended).as("ended in time: %s", output).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
        }
    }

    /** Creates a working folder with the samples, a manifest, and {@code pantree} on the path. */
    private void install() throws IOException {
        Path samples = Files.createDirectories(folder.resolve("work/sample-data"));
        try (Stream<Path> files = Files.list(Path.of("sample-data"))) {
            for (Path file : files.toList()) {
                Files.copy(file, samples.resolve(file.getFileName()));
            }
        }
        Files.createDirectories(folder.resolve("work/jobs"));
        Files.copy(Path.of("jobs/demo.yml"), folder.resolve("work/jobs/demo.yml"));
        Files.writeString(folder.resolve("work/folders.csv"), "path\n/own/a\n/own/b\n");
        Path launcher = Path.of(System.getProperty("pantree.launcher")).toAbsolutePath();
        Files.createSymbolicLink(Files.createDirectories(folder.resolve("bin")).resolve("pantree"), launcher);
    }

    /**
     * Runs the manifest first, so that the blocks have a run to refer to. Ends background processes before the shell:
     * afterwards, they are no longer descendants of this process.
     */
    private static String script(Page page) {
        List<String> script = new ArrayList<>(
                List.of("set -u", "trap 'kill $(jobs -p) 2>/dev/null' EXIT", "pantree run folders.csv || exit 1"));
        for (Page.Block block : page.blocks()) {
            if (canRun(block)) {
                block.lines().forEach(line -> {
                    Matcher command = COMMAND.matcher(line);
                    if (command.matches()) {
                        script.addAll(checked(page + ":" + block.line(), command.group(1)));
                    }
                });
            }
        }
        return String.join("\n", script) + "\n";
    }

    private static List<String> checked(String place, String command) {
        Matcher expected = EXIT_CODE.matcher(command);
        String code = expected.find() ? expected.group(1) : "0";
        return List.of(
                command,
                "code=$?; [ $code -eq %s ] || { echo '%s: %s: exit code' $code; exit 1; }"
                        .formatted(code, place, command.replace("'", "")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
