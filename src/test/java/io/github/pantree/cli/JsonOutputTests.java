package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.provisioning.history.PurgeOutcome;
import io.github.pantree.provisioning.history.RunDetails;
import io.github.pantree.provisioning.history.RunOverview;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.progress.PublishedProgress;
import io.github.pantree.provisioning.run.CallCounts;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.provisioning.run.VerifyOutcome;
import io.github.pantree.support.Json;
import io.github.pantree.support.SlowestCall;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The output of {@code --json}, byte for byte: keys, their order, and where null is written or a key omitted. */
final class JsonOutputTests {

    private static final FolderCounts COUNTS = new FolderCounts(40, 3, 1, 2, 5);
    private static final CallCounts CALLS = new CallCounts(9, 8, 1, 2, 3);
    private static final OffsetDateTime START = OffsetDateTime.parse("2026-01-31T22:00:00+08:00");
    private static final Summary SUMMARY = new Summary(
            "20260131-220000-7",
            "/data/目录 \"a\".csv",
            null,
            RunStatus.COMPLETED_WITH_REJECTS,
            COUNTS,
            CALLS,
            12.34567,
            null);
    private static final String SUMMARY_JSON = "{'run':'20260131-220000-7','manifest':'/data/目录 \\'a\\'.csv',"
            + "'status':'completed-with-rejects','exit_code':4,"
            + "'folders':{'total':51,'created':40,'existed':3,'failed':1,'blocked':2,'pending':5},"
            + "'calls':{'mkdir':9,'list':8,'token':1,'limited':2,'retried':3},'seconds':12.346}";

    @Test
    void summaryStatesCountsCallsAndSeconds() {
        assertJson(SUMMARY.json(), SUMMARY_JSON);
    }

    @Test
    void summaryOfSeveralRunsHoldsEachOfThem() {
        assertJson(
                Summary.json(RunStatus.STOPPED, List.of(SUMMARY, SUMMARY)),
                "{'status':'stopped','exit_code':5,'runs':[" + SUMMARY_JSON + "," + SUMMARY_JSON + "]}");
    }

    @Test
    void planCountsEachLevelAndShowsTheFirstFolders() {
        Map<Integer, FolderCounts> levels = new TreeMap<>(Map.of(1, COUNTS, 2, FolderCounts.NONE));
        PlanOutcome plan = new PlanOutcome(
                RunStatus.DIFFERENCES,
                COUNTS,
                levels,
                7,
                6,
                5,
                Duration.ofMillis(2600),
                Map.of(FolderState.PENDING, List.of("/a", "/b"), FolderState.FAILED, List.of("/c: a file")),
                null,
                1);
        String counts = "'total':51,'to_create':5,'existing':3,'in_conflict':1,'below_conflict':2";
        String none = "'total':0,'to_create':0,'existing':0,'in_conflict':0,'below_conflict':0";
        assertJson(
                plan.json("m.csv"),
                "{'manifest':'m.csv','status':'conflicts','exit_code':8,'folders':{" + counts
                        + "},'levels':[{'level':1,"
                        + counts + "},{'level':2," + none + "}],'calls':{'mkdir':7,'list':6},'rate':5.0,'seconds':2.6,"
                        + "'first_to_create':['/a','/b'],'first_existing':[],'conflicts':['/c: a file']}");
    }

    @Test
    void verificationShowsDifferencesWithNulls() {
        VerifyOutcome outcome = new VerifyOutcome(
                RunStatus.DIFFERENCES,
                new VerifyOutcome.Counts(1, 2, 3, 4, 5),
                6,
                7,
                0.12345,
                List.of(
                        new VerifyOutcome.Shown(3L, "/a", "missing", "x", null, null),
                        new VerifyOutcome.Shown(null, "/b", "extra", null, "y", "z")),
                Path.of("/home/d.csv"),
                null,
                1);
        assertJson(
                outcome.json("m.csv"),
                "{'manifest':'m.csv','status':'differences','exit_code':8,'folders':{'total':15,'there':1,'missing':2,"
                        + "'doubled':3,'other_dir_id':4,'unchecked':5},'extra':6,'calls':{'list':7},'seconds':0.123,"
                        + "'differences':[{'line':3,'path':'/a','state':'missing','expected':'x','found':null,"
                        + "'detail':null},{'line':null,'path':'/b','state':'extra','expected':null,'found':'y',"
                        + "'detail':'z'}],'differences_file':'/home/d.csv'}");
    }

    @Test
    void verificationWithoutDifferencesIsOk() {
        VerifyOutcome outcome = new VerifyOutcome(
                RunStatus.COMPLETED, new VerifyOutcome.Counts(1, 0, 0, 0, 0), 0, 1, 1, List.of(), null, null, 1);
        assertJson(
                outcome.json("m.csv"),
                "{'manifest':'m.csv','status':'ok','exit_code':0,'folders':{'total':1,'there':1,'missing':0,"
                        + "'doubled':0,'other_dir_id':0,'unchecked':0},'extra':0,'calls':{'list':1},'seconds':1.0,"
                        + "'differences':[],'differences_file':null}");
    }

    @Test
    void purgeNamesDeletedAndKeptRuns() {
        PurgeOutcome outcome = new PurgeOutcome(
                7_776_000,
                true,
                List.of(new PurgeOutcome.Deleted("r1", "a.csv")),
                List.of(new PurgeOutcome.Retained("r2", "b.csv", "it can be resumed")),
                12);
        assertThat(outcome.json().replace('"', '\''))
                .startsWith("{'older_than_seconds':7776000,'dry_run':true,'deleted':[{")
                .contains("'run':'r1'", "'manifest':'a.csv'", "'kept':[{", "'run':'r2'", "'why':'it can be resumed'")
                .endsWith("}],'folders':12}");
    }

    @Test
    void statusListsRuns() {
        assertJson(
                Json.write(new StatusCommand.StatusJson(
                        "/home", 4096, List.of(overview(COUNTS), overview(null)), List.of("names"))),
                "{'home':'/home','database_bytes':4096,'runs':[" + OVERVIEW
                        + "'folders':{'total':51,'created':40,'existed':3,'failed':1,'blocked':2,'pending':5}},"
                        + OVERVIEW + "'folders':null}],'names':['names']}");
    }

    private static final String OVERVIEW =
            "{'run':'r1','manifest':'/m.csv','status':'stopped','started':'2026-01-31T22:00:00+08:00',";

    private static RunOverview overview(@Nullable FolderCounts counts) {
        return new RunOverview("r1", START, "/m.csv", null, new RunState("stopped"), counts, null);
    }

    @Test
    void statusOfARunInProgressShowsWhatItPublishes() {
        Instant now = Instant.parse("2026-01-31T14:00:01.5Z");
        PublishedProgress progress = new PublishedProgress(
                "r2",
                "/m.csv",
                null,
                RunState.RUNNING,
                "create",
                now,
                now,
                1.5,
                COUNTS,
                1,
                2,
                3,
                4,
                5,
                2.5,
                5,
                8.0,
                null);
        String json = "'progress':{'run':'r2','manifest':'/m.csv','status':'running','phase':'create',"
                + "'started':'2026-01-31T14:00:01.500Z','updated':'2026-01-31T14:00:01.500Z','elapsed_seconds':1.5,"
                + "'folders':{'total':51,'created':40,'existed':3,'failed':1,'blocked':2,'pending':5},"
                + "'in_doubt':1,'rows':2,'calls':3,'limited':4,'retried':5,'rate':2.5,'allowed_rate':5.0,"
                + "'seconds_left':8.0,'outage':null}";
        assertThat(RunDetails.of(progress).json())
                .startsWith("{\"run\":\"r2\",\"manifest\":\"/m.csv\",\"status\":\"running\",\"started\":\"2026-0")
                .contains(json.replace('\'', '"'));
        assertThat(Json.read(Json.write(progress), PublishedProgress.class)).isEqualTo(progress);
    }

    @Test
    void statusOfARunShowsStatistics() {
        RunStatistics statistics = new RunStatistics(
                CALLS,
                2.5,
                0.25,
                List.of(new SlowestCall("mkdir", "/a", 0.9, null)),
                List.of(new ErrorGroup("ignored here", 1, List.of())),
                null,
                null);
        RunDetails details = new RunDetails(
                overview(FolderCounts.NONE),
                START.plusSeconds(3),
                null,
                List.of(
                        new RunDetails.Step("load", "completed", START, START.plusNanos(1_500_000), 4),
                        new RunDetails.Step("create", "killed", null, null, 0)),
                statistics,
                List.of(new ErrorGroup("refused", 2, List.of("t1", "t2"))),
                "pantree run m.csv",
                null);
        assertJson(
                details.json(),
                OVERVIEW + "'folders':{'total':0,'created':0,'existed':0,'failed':0,'blocked':0,'pending':0},"
                        + "'ended':'2026-01-31T22:00:03+08:00','steps':[{'step':'load','status':'completed',"
                        + "'started':'2026-01-31T22:00:00+08:00','ended':'2026-01-31T22:00:00.0015+08:00','read':4},"
                        + "{'step':'create','status':'killed','started':null,'ended':null,'read':0}],"
                        + "'calls':{'mkdir':9,'list':8,'token':1,'limited':2,'retried':3,'waited_seconds':0.25},"
                        + "'seconds':2.5,'slowest':[{'kind':'mkdir','folder':'/a','seconds':0.9,'trace_id':null}],"
                        + "'reason':null,'errors':[{'error':'refused','count':2,'trace_ids':['t1','t2']}],"
                        + "'went_on':null,'go_on':'pantree run m.csv'}");
        // The job repository stores other names.
        assertJson(
                statistics.text(),
                "{'calls':{'mkdir':9,'list':8,'token':1,'limited':2,'retried':3},'seconds':2.5,'waited':0.25,"
                        + "'slowest':[{'kind':'mkdir','folder':'/a','seconds':0.9,'traceId':null}],"
                        + "'errors':[{'error':'ignored here','count':1,'traceIds':[]}],'reason':null}");
        assertThat(RunStatistics.parse(statistics.text())).isEqualTo(statistics);
    }

    @Test
    void statusOfAKilledRunShowsPresentCountsAndNoStatistics() {
        RunDetails details = new RunDetails(
                overview(null), null, new FolderCounts(1, 0, 0, 0, 2), List.of(), null, List.of(), null, "r2");
        assertJson(
                details.json(),
                OVERVIEW + "'folders':null,'ended':null,"
                        + "'folders_now':{'total':3,'created':1,'existed':0,'failed':0,'blocked':0,'pending':2},"
                        + "'steps':[],'errors':[],'went_on':'r2','go_on':null}");
    }

    private static void assertJson(String json, String expected) {
        assertThat(json).isEqualTo(expected.replace('\'', '"'));
    }
}
