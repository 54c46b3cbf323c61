package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.history.RunDetails;
import io.github.pantree.provisioning.history.RunOverview;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home of the first version, stored in {@code first-home.zip}: a run that completed, one with a failed row, one that
 * was stopped by a signal, and one that was killed. {@code tree.tsv} contains the folders of its server at that time.
 */
final class FirstHomeTests {

    /** Identifies a run, so it must be the original server's name; a proxy redirects it to a free port. */
    private static final String BASE_URL = "http://pan123.invalid";

    @TempDir
    private Path folder;

    private final Map<String, String> idsByPath = new HashMap<>();
    private final ProxySelector before = ProxySelector.getDefault();
    private OddServer server;
    private HomeFixture fixture;

    @BeforeEach
    void unpack() throws Exception {
        StoredHome.unpack("first-home.zip", folder);
        server = new OddServer((odd, call) -> null);
        for (String line : Files.readAllLines(folder.resolve("tree.tsv"))) {
            String[] cells = line.split("\t", -1);
            idsByPath.put(cells[0], cells[1]);
            int slash = cells[0].lastIndexOf('/');
            server.put(
                    idsByPath.getOrDefault(cells[0].substring(0, slash), ""), cells[0].substring(slash + 1), cells[1]);
        }
        URI real = URI.create(server.baseUrl());
        ProxySelector.setDefault(
                ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), real.getPort())));
        fixture = new HomeFixture(folder, BASE_URL);
    }

    @AfterEach
    void close() {
        ProxySelector.setDefault(before);
        server.close();
    }

    @Test
    void itsRunsAreListedWithTheirDetails() {
        try (Provisioning provisioning = fixture.status()) {
            List<RunOverview> runs = provisioning.history().runs();
            assertThat(runs)
                    .extracting(run -> run.state().label())
                    .containsExactly("killed", "stopped", "completed-with-rejects", "completed");
            assertThat(runs.get(1).folders()).isEqualTo(new FolderCounts(26, 0, 0, 0, 39));
            assertThat(runs.get(2).folders()).isEqualTo(new FolderCounts(2, 0, 1, 1, 0));
            RunDetails stopped = provisioning.history().details("3");
            assertThat(stopped.resumeCommand())
                    .isEqualTo("pantree run /tmp/pantree-fixture/stopped.csv --base-url " + BASE_URL + " --home "
                            + folder.resolve("home"));
            assertThat(provisioning.history().details("2").errors())
                    .singleElement()
                    .satisfies(kind -> assertThat(kind.error()).contains("on-existing"));
        }
    }

    @Test
    void theCompletedRunHasNothingLeftToDo() throws Exception {
        RunOutcome outcome = fixture.run(folder.resolve("finished.csv"));
        assertThat(outcome.nothingLeft()).isTrue();
        assertThat(outcome.summary().folders()).isEqualTo(new FolderCounts(5, 0, 0, 0, 0));
        assertThat(server.calls()).isEmpty();
    }

    /** Its account is unknown. */
    @Test
    void itsManifestsBelongToTheFirstAccountThatRunsThem() throws Exception {
        assertThat(fixture.with("pantree.client-id", "first")
                        .run(folder.resolve("finished.csv"))
                        .nothingLeft())
                .isTrue();
        assertThat(fixture.with("pantree.client-id", "second")
                        .run(folder.resolve("finished.csv"))
                        .nothingLeft())
                .isFalse();
        assertThat(fixture.with("pantree.client-id", "first")
                        .run(folder.resolve("finished.csv"))
                        .nothingLeft())
                .isTrue();
    }

    @Test
    void theStoppedRunIsResumed() throws Exception {
        assertThat(fixture.run(folder.resolve("stopped.csv")).summary().folders())
                .isEqualTo(new FolderCounts(65, 0, 0, 0, 0));
        assertThat(server.calls()).as("what is left").hasSize(39);
        assertNothingIsCreatedTwice();
        assertThat(fixture.verify(folder.resolve("stopped.csv")).end()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void theKilledRunIsResumed() throws Exception {
        assertThat(fixture.run(folder.resolve("killed.csv")).summary().folders())
                .as("what was made and not recorded is ours")
                .isEqualTo(new FolderCounts(65, 0, 0, 0, 0));
        assertThat(server.calls()).hasSize(65 - 32);
        assertNothingIsCreatedTwice();
        assertThat(fixture.verify(folder.resolve("killed.csv")).end()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void theFailedRowIsRetried() throws Exception {
        assertThat(fixture.run(folder.resolve("rejected.csv")).summary().folders())
                .isEqualTo(new FolderCounts(3, 1, 0, 0, 0));
        assertNothingIsCreatedTwice();
        assertThat(fixture.verify(folder.resolve("rejected.csv")).end()).isEqualTo(RunStatus.COMPLETED);
    }

    /** Existing folders keep their dirIDs and are not requested again. */
    private void assertNothingIsCreatedTwice() throws IOException {
        Map<String, String> results = new HashMap<>();
        for (String line : fixture.result("result.csv")) {
            String[] cells = line.split(",", -1);
            results.put(cells[1], cells[3]);
        }
        results.forEach((path, dirId) -> assertThat(dirId).isEqualTo(idsByPath.getOrDefault(path, dirId)));
        assertThat(server.calls())
                .noneMatch(call -> idsByPath.entrySet().stream()
                        .anyMatch(known -> call.names()
                                        .contains(known.getKey()
                                                .substring(known.getKey().lastIndexOf('/') + 1))
                                && call.parent()
                                        .equals(idsByPath.getOrDefault(
                                                known.getKey()
                                                        .substring(
                                                                0,
                                                                known.getKey().lastIndexOf('/')),
                                                ""))));
    }
}
