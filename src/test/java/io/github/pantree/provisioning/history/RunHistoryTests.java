package io.github.pantree.provisioning.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.jdbc.FencingToken;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.provisioning.job.RecordedRuns;
import io.github.pantree.provisioning.job.ReportWriter;
import io.github.pantree.provisioning.job.RunParameters;
import io.github.pantree.provisioning.job.StoredRun;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.testing.TestLedger;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class RunHistoryTests {

    private static final String SERVER = "http://127.0.0.1:1";
    private static final OffsetDateTime STARTED = zoned(RecordedRuns.START);
    private static final FolderCounts COUNTS = new FolderCounts(1, 2, 3, 4, 5);
    private static final ErrorGroup ERROR = new ErrorGroup("recorded", 3, List.of());

    @RegisterExtension
    private static final TestLedger database = new TestLedger();

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();
    private final AdvisoryLocks locks = new AdvisoryLocks(null, new FencingToken());

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private RecordedRuns recorded;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path file;

    @BeforeEach
    void open() throws Exception {
        recorded = new RecordedRuns();
        file = home.resolve("m.csv");
    }

    @Test
    void listsTheRunsThatCreateFoldersNewestFirstWithWhatTheyRecorded() {
        long manifest = database.manifest("/a");
        RunParameters upload = new RunParameters(target("1", "top"), file, manifest, "upload.csv");
        StoredRun first = recorded.begin(upload, null);
        recorded.end(first, RunStatus.STOPPED, COUNTS);
        recorded.beginComparison(upload);
        StoredRun second = recorded.begin(parameters("2", "top", manifest), null);
        recorded.end(second, RunStatus.COMPLETED, new FolderCounts(9, 0, 0, 0, 0));
        assertThat(history().runs())
                .containsExactly(
                        new RunOverview(
                                second.name(),
                                STARTED,
                                file.toString(),
                                null,
                                new RunState("completed"),
                                new FolderCounts(9, 0, 0, 0, 0),
                                null),
                        new RunOverview(
                                first.name(),
                                STARTED,
                                file.toString(),
                                "upload.csv",
                                new RunState("stopped"),
                                COUNTS,
                                null));
    }

    @Test
    void detailsAreThoseOfTheRunAndNotOfTheManifestNow() {
        long manifest = manifestWithFailure();
        StoredRun run = recorded.begin(parameters("1", "top", manifest), "pantree run given");
        recorded.end(run, RunStatus.COMPLETED_WITH_REJECTS, COUNTS, ERROR);
        RunDetails details = history().details(run.name());
        assertThat(details.overview().folders()).isEqualTo(COUNTS);
        assertThat(details.ended()).isEqualTo(zoned(RecordedRuns.START.plusMinutes(1)));
        assertThat(details.now()).isNull();
        assertThat(details.errors()).containsExactly(ERROR);
        assertThat(details.statistics()).isEqualTo(run.statistics().orElseThrow());
        assertThat(details.resumeCommand()).isEqualTo("pantree run given --home " + home);
        assertThat(details.resumedBy()).isNull();
        assertThat(details.steps())
                .containsExactly(
                        new RunDetails.Step("load", "completed", STARTED, zoned(RecordedRuns.START.plusSeconds(1)), 7),
                        new RunDetails.Step("create", "failed", STARTED, zoned(RecordedRuns.START.plusMinutes(1)), 0));
    }

    @Test
    void nothingResumesARunThatIsCompleteOrThatALaterRunResumed() {
        RunParameters run = parameters("1", "top", database.manifest("/a"));
        recorded.end(recorded.begin(run, "pantree run given"), RunStatus.STOPPED, COUNTS);
        StoredRun last = recorded.begin(run, "pantree run given");
        recorded.end(last, RunStatus.COMPLETED, COUNTS);
        recorded.end(recorded.begin(parameters("2", "top", run.manifest()), null), RunStatus.STOPPED, COUNTS);
        assertThat(history().details("1").resumeCommand()).isNull();
        assertThat(history().details("1").resumedBy()).isEqualTo(last.name());
        assertThat(history().details("2").resumeCommand()).isNull();
        assertThat(history().details("2").resumedBy()).isNull();
    }

    @Test
    void aRunWithoutAnEndWasKilled() {
        long manifest = manifestWithFailure();
        RunParameters run = parameters("1", "top", manifest);
        recorded.begin(run, "pantree run given");
        RunDetails details = history().details("1");
        assertThat(details.overview().state().label()).isEqualTo("killed");
        assertThat(details.overview().folders()).isNull();
        assertThat(details.now()).isEqualTo(new FolderCounts(0, 0, 1, 0, 1));
        assertThat(details.ended()).isNull();
        assertThat(details.errors()).containsExactly(new ErrorGroup("refused", 1, List.of()));
        assertThat(details.resumeCommand()).isEqualTo("pantree run given --home " + home);
        assertThat(details.steps())
                .extracting(RunDetails.Step::status, RunDetails.Step::seconds)
                .containsExactly(tuple("completed", 1.0), tuple("killed", null));

        recorded.end(recorded.begin(run, null), RunStatus.STOPPED, COUNTS);
        RunDetails before = history().details("1");
        assertThat(before.overview().state().label()).isEqualTo("killed");
        assertThat(before.now()).as("the later run changed them").isNull();
        assertThat(before.errors()).isEmpty();
    }

    @Test
    void whatVersionOneDidNotRecordIsInTheLedgerUntilALaterRun() {
        long manifest = manifestWithFailure();
        RunParameters run = parameters("1", "top", manifest);
        recorded.endLikeVersionOne(recorded.begin(run, null), false);
        assertThat(history().runs().get(0).state().label()).isEqualTo("failed");
        assertThat(history().runs().get(0).folders()).isEqualTo(new FolderCounts(0, 0, 1, 0, 1));

        database.ended(manifest, "/b", FolderState.CREATED, "top/b", null);
        RunDetails details = history().details("1");
        assertThat(details.overview().state().label()).isEqualTo("completed-with-rejects");
        assertThat(details.errors()).containsExactly(new ErrorGroup("refused", 1, List.of()));
        assertThat(details.now()).isNull();
        assertThat(details.resumeCommand())
                .isEqualTo("pantree run " + file + " --base-url " + SERVER + " --parent top --home " + home);

        recorded.endLikeVersionOne(recorded.begin(run, null), true);
        assertThat(history().runs()).extracting(one -> one.state().label()).containsExactly("completed", "failed");
        assertThat(history().runs())
                .extracting(RunOverview::folders)
                .containsExactly(new FolderCounts(1, 0, 1, 0, 0), null);
    }

    @Test
    void countsNothingOfAManifestThatWasNeverRead() {
        long manifest = database.ledger().manifests().register(target("unread", "top"), "account");
        recorded.endLikeVersionOne(recorded.begin(parameters("1", "", manifest), null), false);
        assertThat(history().runs().get(0).folders()).isNull();
        assertThat(history().runs().get(0).state().label()).isEqualTo("failed");
        assertThat(history().details("1").resumeCommand())
                .as("for the root folder")
                .isEqualTo("pantree run " + file + " --base-url " + SERVER + " --home " + home);
    }

    @Test
    void anUnknownRunIsReportedWithTheMostSimilarName() {
        assertThatThrownBy(() -> history().details("3")).hasMessageContaining("there are no runs yet");
        RunParameters run = parameters("1", "top", database.manifest("/a"));
        StoredRun first = recorded.begin(run, null);
        StoredRun second = recorded.begin(run, null);
        assertThatThrownBy(() -> history().writeReport(first.name() + "0"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("--run", first.name() + "0", "the most similar name is " + first.name() + ";")
                .hasMessageNotContaining(second.name());
    }

    @Test
    void aReportNamesTheLaterRunWhoseFoldersItShows() throws Exception {
        RunParameters run = parameters("1", "top", database.manifest("/a"));
        StoredRun first = recorded.begin(run, null);
        recorded.end(first, RunStatus.STOPPED, COUNTS);
        StoredRun last = recorded.begin(run, null);
        recorded.end(last, RunStatus.COMPLETED, COUNTS);
        Path report = history().writeReport(first.name());
        assertThat(report).isEqualTo(home.resolve("runs").resolve(first.name()).resolve("report.html"));
        assertThat(report).content().contains("A later run resumed this one: " + last.name());
        assertThat(history().writeReport("2")).content().contains(last.name()).doesNotContain("A later run");
    }

    /** With the failed folder /a and the pending one /b. */
    private static long manifestWithFailure() {
        long manifest = database.manifest("/a", "/b");
        database.ended(manifest, "/a", FolderState.FAILED, null, "refused");
        return manifest;
    }

    private RunParameters parameters(String content, String parent, long manifest) {
        return new RunParameters(target(content, parent), file, manifest, null);
    }

    private static ProvisioningTarget target(String content, String parent) {
        return new ProvisioningTarget(content, SERVER, new DirId(parent));
    }

    private static OffsetDateTime zoned(LocalDateTime moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS)
                .atZone(ZoneId.systemDefault())
                .toOffsetDateTime();
    }

    private RunHistory history() {
        ReportWriter reports = new ReportWriter(database.ledger(), RecordedRuns.settings(home, false), time);
        return new RunHistory(recorded.stored(), database.ledger(), RecordedRuns.settings(home, false), locks, reports);
    }
}
