package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.Provisioning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home of schema 12, in which the accounts of a target shared manifests and job instances, stored in {@code
 * schema-12-home.zip}: a run of the account {@code first} that completed, and one that was stopped.
 */
final class Schema12HomeTests {

    private static final FolderCounts ALL = new FolderCounts(6, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    private final Map<String, String> idsByPath = new HashMap<>();

    @AutoClose
    private final DuplicatingServer firstServer = new DuplicatingServer();

    @AutoClose
    private final DuplicatingServer secondServer = new DuplicatingServer();

    @SuppressWarnings("NullAway.Init") // before each test
    private HomeFixture first;

    @SuppressWarnings("NullAway.Init") // before each test
    private HomeFixture second;

    @BeforeEach
    void unpack() throws Exception {
        StoredHome.unpack("schema-12-home.zip", folder);
        for (String line : Files.readAllLines(folder.resolve("tree.tsv"))) {
            String path = line.substring(0, line.indexOf('\t'));
            int slash = path.lastIndexOf('/');
            String id = firstServer.put(
                    idsByPath.getOrDefault(path.substring(0, slash), ""), path.substring(slash + 1), false);
            assertThat(line).endsWith("\t" + id);
            idsByPath.put(path, id);
        }
        first = account("first", firstServer);
        second = account("second", secondServer);
    }

    private HomeFixture account(String name, DuplicatingServer server) {
        return new HomeFixture(folder, AccountsContract.BASE_URL)
                .with("pantree.proxy", server.baseUrl())
                .with("pantree.client-id", name);
    }

    private Path manifest(String name) {
        return folder.resolve(name);
    }

    private List<String> states() {
        try (Provisioning provisioning = first.status()) {
            return provisioning.history().runs().stream()
                    .map(run -> run.state().label())
                    .toList();
        }
    }

    @Test
    void theAccountOfItsRunsContinuesThem() throws Exception {
        assertThat(first.plan(manifest("finished.csv")).folders().existed())
                .as("a plan reads the database as it is")
                .isEqualTo(6);
        assertThat(first.run(manifest("finished.csv")).nothingLeft()).isTrue();
        assertThat(first.run(manifest("stopped.csv")).summary().folders()).isEqualTo(ALL);
        assertThat(firstServer.paths()).doesNotHaveDuplicates().hasSize(12);
        assertThat(states()).containsExactly("completed", "stopped", "completed");
        try (Provisioning provisioning = first.status()) {
            assertThat(provisioning.history().details("2").resumedBy())
                    .as("the resumed run is one of the same instance")
                    .isNotNull();
        }
        assertThat(first.run(manifest("stopped.csv")).nothingLeft()).isTrue();
        assertThat(secondServer.paths()).isEmpty();
    }

    @Test
    void anotherAccountHasRunsOfItsOwn() throws Exception {
        List<String> before = firstServer.paths();
        assertThat(second.plan(manifest("finished.csv")).folders().pending()).isEqualTo(6);
        assertThat(second.run(manifest("finished.csv")).summary().folders()).isEqualTo(ALL);
        assertThat(second.run(manifest("stopped.csv")).summary().folders()).isEqualTo(ALL);
        assertThat(secondServer.paths()).hasSize(12);
        assertThat(firstServer.paths()).isEqualTo(before);
        assertThat(first.run(manifest("finished.csv")).nothingLeft()).isTrue();
        assertThat(first.run(manifest("stopped.csv")).summary().folders()).isEqualTo(ALL);
        assertThat(second.run(manifest("stopped.csv")).nothingLeft()).isTrue();
        assertThat(firstServer.paths()).isEqualTo(secondServer.paths());
    }
}
