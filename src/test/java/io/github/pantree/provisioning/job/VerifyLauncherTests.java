package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.VerificationStore.Check;
import io.github.pantree.ledger.VerificationStore.Extra;
import io.github.pantree.ledger.VerificationStore.State;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.step.StepContribution;

final class VerifyLauncherTests {

    @AutoClose
    private final LauncherFixture fixture;

    VerifyLauncherTests(@TempDir Path home) throws Exception {
        fixture = new LauncherFixture(home);
        fixture.manifest(FolderState.CREATED);
    }

    private Verification verify() throws Exception {
        fixture.time.advance(Duration.ofSeconds(1));
        return fixture.comparisons().verify(fixture.file, LauncherFixture.TARGET);
    }

    /** The newest comparison of each job instance. */
    private List<StoredRun> comparisons() {
        return fixture.stored().comparisonsByInstance().map(runs -> runs.get(0)).toList();
    }

    private void find(State state) {
        fixture.work = (manifest, step) -> find(manifest, state);
    }

    private void find(long manifest, State state) {
        fixture.ledger.checks().begin(manifest);
        long number = fixture.ledger.folder(manifest, "/a").number();
        fixture.ledger.checks().record(manifest, List.of(new Check(number, state, null, null)));
    }

    @Test
    void writesTheDifferencesIntoTheFolderOfTheComparison() throws Exception {
        find(State.MISSING);
        Verification verification = verify();
        StoredRun stored = comparisons().get(0);
        assertThat(verification.outcome().end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(verification.differences())
                .isEqualTo(fixture.home.resolve("runs").resolve(stored.name()).resolve("differences.csv"));
        assertThat(verification.differences()).content().contains("/a").contains("missing");
    }

    @Test
    void aFolderThatIsNotInTheManifestIsADifference() throws Exception {
        fixture.work = (manifest, step) -> {
            find(manifest, State.THERE);
            fixture.ledger.checks().recordExtras(manifest, List.of(new Extra(0, "more", new DirId("top/more"))));
        };
        assertThat(verify().differences()).content().contains("more");
    }

    @Test
    void writesNoFileWithoutDifferences() throws Exception {
        find(State.THERE);
        assertThat(verify().differences()).isNull();
        assertThat(fixture.home.resolve("runs")).doesNotExist();
    }

    @Test
    void aStoppedComparisonHasNoDifferences() throws Exception {
        fixture.work = (manifest, step) -> {
            find(manifest, State.MISSING);
            stop(step);
        };
        Verification verification = verify();
        assertThat(verification.outcome().end()).isEqualTo(RunStatus.STOPPED);
        assertThat(verification.differences()).isNull();
    }

    private void stop(StepContribution step) {
        fixture.stop.request("asked to");
        step.getStepExecution().setTerminateOnly();
    }

    @Test
    void everyComparisonIsAnInstanceOfItsOwn() throws Exception {
        find(State.THERE);
        verify();
        verify();
        assertThat(comparisons()).hasSize(2);
    }
}
