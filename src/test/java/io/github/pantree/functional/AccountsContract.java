package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.history.RunOverview;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two accounts in one database, with the same manifest, base URL and parent. */
abstract class AccountsContract {

    /** The server of each account is reached as a proxy for it, since the accounts have the same base URL. */
    static final String BASE_URL = "http://pan123.invalid";

    private static final String MANIFEST = "path\n/a/b/1\n/a/b/2\n/a/c/1\n";
    static final String[] PATHS = {"/a", "/a/b", "/a/b/1", "/a/b/2", "/a/c", "/a/c/1"};
    static final FolderCounts ALL = new FolderCounts(6, 0, 0, 0, 0);

    @TempDir
    Path folder;

    @AutoClose
    final DuplicatingServer firstServer = new DuplicatingServer();

    @AutoClose
    final DuplicatingServer secondServer = new DuplicatingServer();

    @SuppressWarnings("NullAway.Init") // before each test
    HomeFixture first;

    @SuppressWarnings("NullAway.Init") // before each test
    HomeFixture second;

    @SuppressWarnings("NullAway.Init") // before each test
    Path manifest;

    /** Configures the database that the accounts share. */
    abstract HomeFixture withDatabase(HomeFixture fixture) throws Exception;

    /** Makes the database one whose manifests are of version 0.1, so that they count for all accounts. */
    abstract void forgetAccounts() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        // The folders of one account have other dirIDs than those of the other one.
        firstServer.put("", "deleted", false);
        firstServer.delete("/deleted");
        first = account("first", firstServer);
        second = account("second", secondServer);
        manifest = Files.writeString(folder.resolve("manifest.csv"), MANIFEST);
    }

    HomeFixture account(String name, DuplicatingServer server) throws Exception {
        return withDatabase(new HomeFixture(folder, BASE_URL))
                .with("pantree.proxy", server.baseUrl())
                .with("pantree.client-id", name)
                .with("pantree.out", folder.resolve(name).toString());
    }

    @Test
    void eachAccountCreatesItsOwnFolders() throws Exception {
        assertThat(first.run(manifest).summary().folders()).isEqualTo(ALL);
        RunOutcome other = second.run(manifest);
        assertThat(other.nothingLeft()).isFalse();
        assertThat(other.summary().folders()).isEqualTo(ALL);
        assertThat(firstServer.paths()).containsExactly(PATHS);
        assertThat(secondServer.paths()).containsExactly(PATHS);

        assertThat(first.run(manifest).nothingLeft()).isTrue();
        assertThat(second.run(manifest).nothingLeft()).isTrue();
        assertThat(results("first")).contains(firstServer.id("/a/c/1"));
        assertThat(results("second")).contains(secondServer.id("/a/c/1"));
        assertThat(first.verify(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(second.verify(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(runs()).extracting(run -> run.state().label()).containsExactly("completed", "completed");
    }

    private String results(String account) throws Exception {
        return Files.readString(folder.resolve(account).resolve("result.csv"));
    }

    private List<RunOverview> runs() {
        try (Provisioning provisioning = first.status()) {
            return provisioning.history().runs();
        }
    }

    @Test
    void aRunOfAnotherAccountLeavesTheAccountsTreeAsItIs() throws Exception {
        assertThat(first.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(second.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        firstServer.lag(Duration.ofHours(1));
        Path longer = Files.writeString(folder.resolve("longer.csv"), MANIFEST + "/a/c/1/x\n");
        assertThat(first.run(longer).summary().folders()).isEqualTo(new FolderCounts(1, 6, 0, 0, 0));
        assertThat(firstServer.paths()).doesNotHaveDuplicates().hasSize(7);
    }

    @Test
    void eachAccountResumesItsOwnRun() throws Exception {
        stopBelowTheTop(first, firstServer);
        stopBelowTheTop(second, secondServer);
        assertThat(second.run(manifest).summary().folders()).isEqualTo(ALL);
        assertThat(firstServer.paths()).hasSizeLessThan(PATHS.length);
        assertThat(first.run(manifest).summary().folders()).isEqualTo(ALL);
        assertThat(firstServer.paths()).containsExactly(PATHS);
        assertThat(secondServer.paths()).containsExactly(PATHS);
        assertThat(runs())
                .extracting(run -> run.state().label())
                .containsExactly("completed", "completed", "stopped", "stopped");
    }

    final void stopBelowTheTop(HomeFixture account, DuplicatingServer server) throws Exception {
        AtomicBoolean stops = new AtomicBoolean(true);
        try (Provisioning provisioning = account.open()) {
            server.onMkdir((parent, names) -> {
                if (!parent.isEmpty() && stops.getAndSet(false)) {
                    provisioning.stop("enough");
                }
                return false;
            });
            assertThat(provisioning.run(manifest).end()).isEqualTo(RunStatus.STOPPED);
        }
    }

    @Test
    void aPlanKnowsTheRunsOfItsAccountOnly() throws Exception {
        assertThat(first.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(second.plan(manifest).folders().pending()).isEqualTo(6);
        assertThat(first.plan(manifest).folders().existed()).isEqualTo(6);
        assertThat(second.run(manifest).summary().folders()).isEqualTo(ALL);
        firstServer.lag(Duration.ofHours(1));
        assertThat(first.plan(manifest).folders().existed()).isEqualTo(6);
    }

    /** Both accounts request the details of the folders; for one of them, the API does not know these. */
    @Test
    void foldersThatAnotherAccountCannotFindStayKnown() throws Exception {
        assertThat(first.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        forgetAccounts();
        Path other = Files.writeString(folder.resolve("other.csv"), "path\n/z\n");
        assertThat(second.run(other).end()).isEqualTo(RunStatus.COMPLETED);
        int details = secondServer.calls("detail");
        assertThat(details).isPositive();
        firstServer.lag(Duration.ofHours(1));
        Path longer = Files.writeString(folder.resolve("longer.csv"), MANIFEST + "/x\n");
        assertThat(first.run(longer).summary().folders()).isEqualTo(new FolderCounts(0, 6, 1, 0, 0));
        assertThat(firstServer.paths()).containsExactly(PATHS);
        other = Files.writeString(folder.resolve("other.csv"), "path\n/z\n/y\n");
        assertThat(second.run(other).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(secondServer.calls("detail")).as("they were forgotten").isEqualTo(details);
    }

    /** A comparison registers the manifest, too. */
    @Test
    void aComparisonLeavesTheManifestToItsAccount() throws Exception {
        assertThat(first.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(second.verify(manifest).end()).isEqualTo(RunStatus.DIFFERENCES);
        assertThat(second.run(manifest).summary().folders()).isEqualTo(ALL);
        assertThat(first.run(manifest).nothingLeft()).isTrue();
    }
}
