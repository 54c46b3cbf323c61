package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.ExitStatus;

final class PlanLauncherTests {

    @AutoClose
    private final LauncherFixture fixture;

    PlanLauncherTests(@TempDir Path home) throws Exception {
        fixture = new LauncherFixture(home);
    }

    private RunOutcome plan() throws Exception {
        return fixture.plans().plan(fixture.file, LauncherFixture.TARGET);
    }

    private void findProblem() {
        fixture.work = (manifest, step) -> {
            Problem problem = new Problem(2, 1, Problem.Severity.PROBLEM, "what", "/a:b", "rule", "remedy");
            fixture.ledger.ledger().manifests().clearStaging(manifest);
            fixture.ledger.ledger().manifests().stage(manifest, List.of(), List.of(problem));
            step.setExitStatus(new ExitStatus(BuildTreeTasklet.INVALID));
        };
    }

    @Test
    void writesTheProblemsOfAnInvalidManifestIntoTheGivenFolder() throws Exception {
        fixture.out = fixture.home.resolve("plan");
        findProblem();
        RunOutcome outcome = plan();
        assertThat(outcome.end()).isEqualTo(RunStatus.INVALID_MANIFEST);
        assertThat(outcome.folder()).isEqualTo(fixture.out);
        assertThat(fixture.out).isDirectoryContaining("glob:**/problems.csv");
        assertThat(fixture.out.resolve("problems.csv")).content().contains("/a:b");
    }

    @Test
    void writesNoFilesWithoutAFolder() throws Exception {
        findProblem();
        RunOutcome outcome = plan();
        assertThat(outcome.end()).isEqualTo(RunStatus.INVALID_MANIFEST);
        assertThat(outcome.folder()).isNull();
        assertThat(fixture.home.resolve("runs")).doesNotExist();
    }

    @Test
    void aPlanWithoutProblemsLeavesItsFolderToTheCaller() throws Exception {
        fixture.out = fixture.home.resolve("plan");
        long manifest = fixture.manifest(FolderState.PENDING);
        RunOutcome outcome = plan();
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.manifest()).isEqualTo(manifest);
        assertThat(fixture.out).isEmptyDirectory();
    }
}
