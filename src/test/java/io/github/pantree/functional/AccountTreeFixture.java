package io.github.pantree.functional;

import io.github.pantree.provisioning.run.RunOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home, and a server that creates a second folder of the same name. */
abstract class AccountTreeFixture {

    static final Duration FOREVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    @AutoClose
    final DuplicatingServer server = new DuplicatingServer();

    @SuppressWarnings("NullAway.Init") // before each test
    HomeFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new HomeFixture(folder, server.baseUrl()).with("pantree.names-per-call", "auto");
    }

    final RunOutcome run(String... paths) throws Exception {
        return fixture.run(fixture.manifest("path\n" + String.join("\n", paths) + "\n"));
    }

    final Path fileOf(String name, String... paths) throws Exception {
        return Files.writeString(folder.resolve(name), "path\n" + String.join("\n", paths) + "\n");
    }

    final String results() throws Exception {
        return String.join("\n", fixture.result("result.csv"));
    }
}
