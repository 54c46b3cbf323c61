package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executes the example's crontab and job definition like cron: in a shell, with no environment except the variables of
 * the crontab.
 */
@Tag("jar")
final class CrontabTests {

    private static final Path EXAMPLES = Path.of("jobs/examples");

    @TempDir
    private Path folder;

    @Test
    void crontabProcessesTheInboxWithSecretsFromFiles() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            install(simulator);
            Path inbox = Files.createDirectories(folder.resolve("var/inbox"));
            Files.writeString(inbox.resolve("night.csv"), "path\n/图库/海报\n");
            assertThat(Jar.end(cron())).isZero();
            assertThat(simulator.tree()).containsOnlyKeys("/图库", "/图库/海报");
            assertThat(inbox.resolve("done/night.result.csv")).isRegularFile();
            assertThat(Files.readString(folder.resolve("var/nightly.log"))).contains("completed");
        }
    }

    @Test
    void failedManifestCanBeRunAgainByName() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            install(simulator);
            Path failed = Files.createDirectories(folder.resolve("var/inbox/failed"));
            Path manifest = Files.writeString(failed.resolve("night.csv"), "path\n/again\n");
            Jar jar = new Jar(folder)
                    .with("SPRING_CONFIG_IMPORT", "configtree:" + folder.resolve("etc/credentials/") + "/");
            assertThat(jar.run("run", manifest.toString(), "--job", "etc/jobs/nightly.yml"))
                    .isZero();
            assertThat(simulator.tree()).containsOnlyKeys("/again");
        }
    }

    private void install(Simulator simulator) throws IOException {
        Path credentials = Files.createDirectories(folder.resolve("etc/credentials"));
        Files.writeString(credentials.resolve("pantree.accounts.team-a.client-id"), "simulator\n");
        Files.writeString(credentials.resolve("pantree.accounts.team-a.client-secret"), "secret\n");
        Files.writeString(credentials.resolve("DINGTALK_URL"), simulator.baseUrl() + "/unused\n");
        Files.writeString(credentials.resolve("DINGTALK_SECRET"), "secret\n");
        String definition = placed(Files.readString(EXAMPLES.resolve("nightly.yml")))
                .replace("# base-url: https://open-api.123pan.com", "base-url: " + simulator.baseUrl())
                .replace("stable-for: 10s", "stable-for: 0s")
                // The night may end at any time of the test.
                .replace("deadline: \"06:30\"", "deadline: 1h");
        Files.writeString(Files.createDirectories(folder.resolve("etc/jobs")).resolve("nightly.yml"), definition);
    }

    private String placed(String text) {
        return text.replace("/etc/pantree", folder + "/etc").replace("/var/lib/pantree", folder + "/var");
    }

    private Process cron() throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        ProcessBuilder builder = new ProcessBuilder().directory(folder.toFile()).inheritIO();
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        List<String> lines = placed(Files.readString(EXAMPLES.resolve("crontab")))
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
        for (String line : lines) {
            String[] variable = line.split("=", 2);
            if (variable[0].matches("[A-Z_]+")) {
                builder.environment().put(variable[0], variable[1]);
            } else if (line.contains("pantree run")) {
                String command = line.replaceFirst("^(\\S+\\s+){5}", "")
                        .replace("/opt/pantree/bin/pantree", java + " -jar " + System.getProperty("pantree.jar"))
                        // The test needs the exit code, which cron would report to syslog.
                        .replaceFirst(" \\|\\| logger .*", "");
                builder.command(builder.environment().get("SHELL"), "-c", command);
            }
        }
        return builder.start();
    }
}
