package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans with {@code --recheck}, and runs that follow them, after others have changed the folders. */
final class PlannedRecheckTests {

    @TempDir
    private Path folder;

    @AutoClose
    private final DuplicatingServer server = new DuplicatingServer();

    @SuppressWarnings("NullAway.Init") // before each test
    private HomeFixture fixture;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path manifest;

    @BeforeEach
    void create() throws Exception {
        fixture = new HomeFixture(folder, server.baseUrl()).with("pantree.names-per-call", "auto");
        manifest = fixture.manifest("path\n/a/b\n/c/d\n");
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        fixture.with("pantree.recheck", "true");
    }

    private PlanOutcome plan() throws Exception {
        return fixture.plan(manifest);
    }

    private RunOutcome follow() throws Exception {
        return fixture.with("pantree.plan", folder.resolve("out/plan.json").toString())
                .run(manifest);
    }

    @Test
    void aFolderThatReplacesADeletedOneIsNotOurs() throws Exception {
        server.delete("/a");
        String replaced = server.put("", "a", false);
        assertThat(plan().folders()).isEqualTo(new FolderCounts(0, 3, 0, 0, 1));
        RunOutcome outcome = follow();
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.summary().folders()).isEqualTo(new FolderCounts(3, 1, 0, 0, 0));
        assertThat(fixture.result("result.csv")).anyMatch(line -> line.startsWith(",/a,a," + replaced + ",,existed"));
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/c", "/c/d");
    }

    @Test
    void aFolderWhoseListingShowsAnotherOneIsAConflict() throws Exception {
        hideBehindAnother();
        int mkdirs = server.calls("mkdir");
        PlanOutcome plan = plan();
        assertThat(plan.end()).isEqualTo(RunStatus.DIFFERENCES);
        assertThat(plan.folders()).isEqualTo(new FolderCounts(0, 2, 1, 1, 0));
        RunOutcome outcome = follow();
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        assertThat(outcome.summary().folders()).isEqualTo(new FolderCounts(2, 0, 1, 1, 0));
        assertThat(server.calls("mkdir")).isEqualTo(mkdirs);
    }

    /** The listing of the root shows a folder that a person created, but not the one of the manifest. */
    private void hideBehindAnother() {
        String known = server.id("/a");
        String below = server.id("/a/b");
        server.delete("/a");
        server.put("", "a", false);
        server.restore("", "a", known);
        server.restore(known, "b", below);
        server.listsOnly(2);
    }

    @Test
    void aDifferenceIsFoundBeforeAnythingIsSent() throws Exception {
        server.delete("/c/d");
        assertThat(plan().folders()).isEqualTo(new FolderCounts(0, 3, 0, 0, 1));
        hideBehindAnother();
        int mkdirs = server.calls("mkdir");
        RunOutcome outcome = follow();
        assertThat(outcome.end()).isEqualTo(RunStatus.DIFFERENCES);
        assertThat(outcome.reason()).contains("/a");
        assertThat(server.calls("mkdir")).isEqualTo(mkdirs);
    }
}
