package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.schedule.JobRunner;
import io.github.pantree.schedule.JobState;
import io.github.pantree.schedule.RunListener;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.Await;
import io.github.pantree.testing.TestSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs job definitions against the simulator. */
class JobTests {

    @TempDir
    private Path folder;

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    private final List<RunOutcome> outcomes = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private Consumer<Provisioning> afterRun = provisioning -> {};

    private JobDefinition job(String... lines) throws IOException {
        String settings =
                "  base-url: %s%n  access-token: simulator-token%n  home: %s%n  rate: 1000%n  stable-for: 0s%n"
                        .formatted(simulator.baseUrl(), folder.resolve("home"));
        Path file = folder.resolve("night.yml");
        Files.writeString(file, "pantree:\n" + settings + "  " + String.join("\n  ", lines) + "\n");
        return JobDefinition.read(file, Map.of());
    }

    private RunStatus runJob(JobDefinition job) throws Exception {
        RunStatus end = attempt(job);
        assertThat(failures).isEmpty();
        return end;
    }

    /** Runs a job some of whose manifests may fail without an outcome. */
    private RunStatus attempt(JobDefinition job) throws Exception {
        outcomes.clear();
        failures.clear();
        return new JobRunner(
                        job,
                        Map.of(),
                        new RunListener() {
                            @Override
                            public RunOutcome during(Provisioning provisioning, Callable<RunOutcome> run)
                                    throws Exception {
                                return run.call();
                            }

                            @Override
                            public void ran(
                                    Provisioning provisioning,
                                    RunOutcome outcome,
                                    Path manifest,
                                    @Nullable String why) {
                                outcomes.add(outcome);
                                afterRun.accept(provisioning);
                            }

                            @Override
                            public void failed(Path manifest, RunStatus end, String why) {
                                failures.add(end + ": " + why);
                            }
                        },
                        TimeSource.SYSTEM)
                .run();
    }

    private List<String> files(String below) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(below))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve(below).relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private void drop(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The first run may end right at the deadline: the next one would have until tomorrow. */
    @Test
    void noManifestIsStartedAfterTheDeadline() throws Exception {
        drop("in/a.csv", "path\n/a\n");
        drop("in/b.csv", "path\n/b\n");
        afterRun = provisioning -> Await.until(provisioning::isPastDeadline);
        LocalTime deadline =
                LocalTime.now(ZoneId.systemDefault()).plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
        assertThat(attempt(job("inbox: " + folder.resolve("in"), "deadline: '" + deadline + "'")))
                .isEqualTo(RunStatus.STOPPED);
        assertThat(outcomes).hasSize(1);
        assertThat(failures).allMatch(failure -> failure.contains("the deadline has passed"));
        assertThat(simulator.stats().foldersMade()).isLessThan(2);
    }

    @Test
    void aRunEndsWhenItsDefinitionGetsAnotherHome() throws Exception {
        drop("in/a.csv", "path\n/a\n");
        drop("in/b.csv", "path\n/b\n");
        JobDefinition job = job("inbox: " + folder.resolve("in"));
        afterRun = provisioning -> edit(
                job, folder.resolve("home").toString(), folder.resolve("other").toString());
        assertThat(attempt(job)).isEqualTo(RunStatus.STOPPED);
        assertThat(files("in")).contains("done/a.csv", "working/b.csv");
        afterRun = provisioning -> {};
        assertThat(runJob(JobDefinition.read(job.file(), Map.of()))).isEqualTo(RunStatus.COMPLETED);
        assertThat(files("in")).contains("done/b.csv");
        assertThat(folder.resolve("other/pantree.mv.db")).exists();
    }

    private static void edit(JobDefinition job, String from, String to) {
        try {
            Files.writeString(job.file(), Files.readString(job.file()).replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyFileOfAnInboxIsProcessedAndMoved() throws Exception {
        JobDefinition job = job("inbox: " + folder.resolve("in"));
        drop("in/good.csv", "path\n/a/b\n");
        drop("in/bad.csv", "path\n/a//\n/x?\n");
        assertThat(runJob(job)).isEqualTo(RunStatus.INVALID_MANIFEST);
        assertThat(files("in"))
                .containsExactly(
                        "done/good.csv",
                        "done/good.report.html",
                        "done/good.result.csv",
                        "done/good.result.xlsx",
                        "done/good.summary.json",
                        "failed/bad.csv",
                        "failed/bad.problems.csv",
                        "failed/bad.report.html",
                        "failed/bad.summary.json");
        assertThat(simulator.tree()).hasSize(2);
        assertThat(runJob(job)).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void repeatedContentIsRecognized() throws Exception {
        JobDefinition job = job("inbox: " + folder.resolve("in"));
        drop("in/first.csv", "path\n/a/b\n");
        runJob(job);
        drop("in/again.csv", "path\n/a/b\n");
        assertThat(runJob(job)).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.nothingLeft()).isTrue();
            assertThat(outcome.summary().calls().mkdir()).isZero();
        });
        assertThat(files("in")).contains("done/again.csv", "done/again.result.csv", "done/first.csv");
    }

    @Test
    void filesThatACrashLeftInWorkingAreProcessedFirst() throws Exception {
        JobDefinition job = job("inbox: " + folder.resolve("in"));
        drop("in/working/left.csv", "path\n/left\n");
        drop("in/a.csv", "path\n/a\n");
        assertThat(runJob(job)).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcomes)
                .extracting(outcome -> Path.of(outcome.summary().manifest()).getFileName())
                .hasToString("[left.csv, a.csv]");
        assertThat(files("in")).contains("done/left.csv", "done/a.csv");
    }

    @Test
    void aGlobNamesAllFilesThatItMatches() throws Exception {
        JobDefinition job = job("manifest: " + folder.resolve("data") + "/*.csv", "out: " + folder.resolve("out"));
        drop("data/a.csv", "path\n/a\n");
        drop("data/b.csv", "path\n/b\n");
        drop("data/c.txt", "path\n/c\n");
        assertThat(runJob(job)).isEqualTo(RunStatus.COMPLETED);
        assertThat(simulator.tree()).hasSize(2);
        assertThat(files("out")).contains("a.csv/result.csv", "b.csv/result.csv");
    }

    @Test
    void aRunIsRecordedInTheJobState() throws Exception {
        JobDefinition job = job("inbox: " + folder.resolve("in"));
        drop("in/bad.csv", "path\n/x?\n");
        runJob(job);
        JobState state = JobState.read(folder.resolve("home"), "night");
        assertThat(state.exit()).isEqualTo(3);
        assertThat(state.ended()).isNotNull();
        assertThat(state.arrived()).isNotNull();
    }

    /** As the command line does; it is no defect, after which an inbox would give the manifest up. */
    @Test
    void anOutdatedPlanIsADifferenceForAJobAndItsInbox() throws Exception {
        drop("plan.json", "{\"content\":\"other\",\"settings\":{}}");
        JobDefinition job = job("inbox: " + folder.resolve("in"), "plan: " + folder.resolve("plan.json"));
        drop("in/a.csv", "path\n/a\n");
        for (int i = 0; i < 3; i++) {
            assertThat(attempt(job)).isEqualTo(RunStatus.DIFFERENCES);
            assertThat(failures)
                    .singleElement()
                    .asString()
                    .startsWith("DIFFERENCES: ")
                    .contains("plan.json");
        }
        assertThat(JobState.read(folder.resolve("home"), "night").exit()).isEqualTo(RunStatus.DIFFERENCES.exitCode());
        assertThat(files("in")).containsExactly("working/a.csv");
        assertThat(simulator.tree()).isEmpty();
    }

    @Test
    void unknownSettingsAreReportedWithTheMostSimilarOne() {
        assertThatThrownBy(() -> job("raet: 3", "settle:", "  lookz: 2", "maniffest: x.csv", "zzz: 1"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll(
                        "night.yml:7: pantree.raet",
                        "did you mean pantree.rate?",
                        "night.yml:9: pantree.settle.lookz",
                        "did you mean pantree.settle.looks?",
                        "did you mean pantree.manifest?",
                        "pantree.zzz");
    }

    @Test
    void anUnknownKeyBesidePantreeIsReported() throws Exception {
        Path file = folder.resolve("other.yml");
        Files.writeString(file, "rate: 3\npantree:\n  inbox: in\n");
        assertThatThrownBy(() -> JobDefinition.read(file, Map.of())).hasMessageContaining("did you mean pantree.rate?");
    }

    @Test
    void invalidValuesAreReported() {
        assertThatThrownBy(() -> job("schedule: every night")).hasMessageContaining("pantree.schedule");
        assertThatThrownBy(() -> job("zone: Mars/Olympus")).hasMessageContaining("pantree.zone");
        assertThatThrownBy(() -> job("missed: perhaps")).hasMessageContaining("run or skip");
        assertThatThrownBy(() -> job("inbox: in", "manifest: a.csv")).hasMessageContaining("pantree.inbox");
        assertThatThrownBy(() -> job("expect-by: noon")).hasMessageContaining("pantree.expect-by");
    }

    @Test
    void anAccountsCredentialsComeFromItsFile() throws Exception {
        JobDefinition job = job("manifest: " + folder.resolve("a.csv"), "account: media");
        drop("a.csv", "path\n/a\n");
        assertThatThrownBy(() -> runJob(job))
                .hasMessageContainingAll("pantree.account", "PANTREE_ACCOUNTS_MEDIA_CLIENTID", "media.yml");
        drop("home/accounts/media.yml", "client-id: simulator\nclient-secret: secret\n");
        assertThat(runJob(job)).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcomes.get(0).summary().calls().token()).isEqualTo(1);
    }

    @Test
    void theResultsOfAGlobAreNotItsManifests() throws Exception {
        JobDefinition job =
                job("manifest: \"" + folder.resolve("data") + "/**.csv\"", "out: " + folder.resolve("data/out"));
        drop("data/a.csv", "path\n/a\n");
        drop("data/deep/a.csv", "path\n/b\n");
        runJob(job);
        assertThat(runJob(job)).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcomes).hasSize(2).allMatch(RunOutcome::nothingLeft);
        assertThat(files("data/out")).contains("a.csv/result.csv", "deep/a.csv/result.csv");
        assertThat(simulator.tree()).hasSize(2);
    }

    @Test
    void aResultFileIsNotAManifest() throws Exception {
        JobDefinition job = job("inbox: " + folder.resolve("in"));
        drop("in/a.csv", "path\n/a\n");
        runJob(job);
        drop("in/b.csv", Files.readString(folder.resolve("in/done/a.result.csv")));
        assertThat(runJob(job)).isEqualTo(RunStatus.INVALID_MANIFEST);
        assertThat(simulator.tree()).hasSize(1);
    }

    @Test
    void aListInsteadOfAValueIsRefused() {
        assertThatThrownBy(() -> job("parent: [\"x\"]")).hasMessageContainingAll("pantree.parent[0]", "not a list");
        assertThatThrownBy(() -> job("on-existing:", "  - fail")).hasMessageContaining("pantree.on-existing[0]");
    }

    @Test
    void aDefinitionIsCheckedCompletelyBeforeItsRun() {
        assertThatThrownBy(() -> job("concurrency: 0")).hasMessageContaining("pantree.concurrency");
        assertThatThrownBy(() -> job("encoding: KLINGON")).hasMessageContaining("pantree.encoding");
        assertThatThrownBy(() -> job("names-per-call: many")).hasMessageContaining("pantree.names-per-call");
        assertThatThrownBy(() -> job("schedule: \"0 0 30 2 *\"")).hasMessageContaining("a schedule that occurs");
    }

    @Test
    void aJobWithoutManifestsIsLogged() throws Exception {
        JobDefinition job = job("description: nothing");
        assertThatThrownBy(() -> runJob(job)).hasMessageContainingAll("night.yml", "pantree.manifest", "pantree.inbox");
    }

    @Test
    void missingCredentialsAreReportedWithoutAManifest() throws Exception {
        JobDefinition job = job("inbox: " + folder.resolve("in"), "account: media");
        assertThatThrownBy(() -> runJob(job)).hasMessageContaining("PANTREE_ACCOUNTS_MEDIA_CLIENTID");
    }
}
