package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home whose database is older than what was sent, against servers that allow or rename duplicates. */
final class DatabaseLossTests {

    /** More listings than a run needs that knows what it sent, and fewer than settle what is in doubt. */
    private static final int STALE = 3;

    @TempDir
    private Path folder;

    @AutoClose
    private final DuplicatingServer server = new DuplicatingServer();

    @SuppressWarnings("NullAway.Init") // before each test
    private HomeFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new HomeFixture(folder, server.baseUrl()).with("pantree.names-per-call", "auto");
    }

    private Path database() {
        return folder.resolve("home/pantree.mv.db");
    }

    private Path copy() {
        return folder.resolve("copy");
    }

    private Path manifest(String name, String... paths) throws Exception {
        return Files.writeString(folder.resolve(name), "path\n" + String.join("\n", paths) + "\n");
    }

    private void restore() throws Exception {
        Files.copy(copy(), database(), StandardCopyOption.REPLACE_EXISTING);
        server.hidesFrom(STALE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCopyFromBeforeARunCausesNoDuplicates(boolean renames) throws Exception {
        if (renames) {
            server.renaming();
        }
        Path first = manifest("first.csv", "/a/b/1", "/a/c/1");
        Path second = manifest("second.csv", "/a/b/1", "/a/b/2", "/a/d/1");
        assertThat(fixture.run(first).end()).isEqualTo(RunStatus.COMPLETED);
        Files.copy(database(), copy());
        assertThat(fixture.run(second).end()).isEqualTo(RunStatus.COMPLETED);
        restore();

        RunOutcome outcome = fixture.run(second);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths())
                .containsExactly("/a", "/a/b", "/a/b/1", "/a/b/2", "/a/c", "/a/c/1", "/a/d", "/a/d/1");
        assertThat(fixture.run(second).nothingLeft()).isTrue();
    }

    @Test
    void aCopyFromAStopInTheMiddleCausesNoDuplicates() throws Exception {
        Path manifest = manifest("rows.csv", "/a/b/1", "/a/c/1", "/d/e/1");
        try (var provisioning = fixture.open()) {
            server.onMkdir((parent, names) -> {
                provisioning.stop("enough");
                return false;
            });
            assertThat(provisioning.run(manifest).end()).isEqualTo(RunStatus.STOPPED);
        }
        server.onMkdir((parent, names) -> false);
        Files.copy(database(), copy());
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        restore();

        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(8);
    }

    @Test
    void aDeletedDatabaseCausesNoDuplicates() throws Exception {
        Path manifest = manifest("rows.csv", "/a/b/1", "/a/c/1");
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        Files.delete(database());
        server.hidesFrom(STALE);

        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(5);
    }

    /** As a tool for backups does it: the mark is restored as well, but is not the file that was written. */
    @Test
    void aHomeRestoredAsAWholeCausesNoDuplicates() throws Exception {
        Path mark = folder.resolve("home/high-water-mark");
        assertThat(fixture.run(manifest("first.csv", "/a/b/1", "/a/c/1")).end()).isEqualTo(RunStatus.COMPLETED);
        Files.copy(database(), copy());
        String before = Files.readString(mark);
        Path second = manifest("second.csv", "/a/b/1", "/a/b/2", "/a/d/1");
        assertThat(fixture.run(second).end()).isEqualTo(RunStatus.COMPLETED);
        restore();
        String minuteAgo = String.format(Locale.ROOT, "%019d\n", System.currentTimeMillis() - 60_000);
        Files.writeString(mark, before.substring(0, before.length() - minuteAgo.length()) + minuteAgo);

        assertThat(fixture.run(second).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(8);
    }

    @Test
    void aDeletedMarkCostsLookupsOnly() throws Exception {
        Path manifest = manifest("rows.csv", "/a/b/1", "/a/c/1");
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        Files.delete(folder.resolve("home/high-water-mark"));
        server.hidesFrom(STALE);

        assertThat(fixture.run(manifest).nothingLeft()).isTrue();
        assertThat(fixture.run(manifest("more.csv", "/a/b/1", "/a/b/2")).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(6);
    }

    @Test
    void newBranchesAreNotLookedUpMoreOftenThanTheirTop() throws Exception {
        assertThat(fixture.run(manifest("rows.csv", "/a/b/1")).end()).isEqualTo(RunStatus.COMPLETED);
        Files.delete(database());
        server.hidesFrom(STALE);
        int before = server.calls("list");

        assertThat(fixture.run(manifest("new.csv", "/x/1/1", "/x/2/1", "/x/3/1", "/x/4/1"))
                        .end())
                .isEqualTo(RunStatus.COMPLETED);
        assertThat(server.calls("list") - before).as("of the root only").isLessThan(12);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(12);
    }
}
