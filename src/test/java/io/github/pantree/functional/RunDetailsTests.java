package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.history.RunDetails;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.SlowestCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RunDetailsTests {

    @TempDir
    private Path folder;

    @Test
    void aFinishedRunHasAllDetails() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.rate", "2");
            RunOutcome outcome = fixture.run(fixture.manifest("path\n/a/b\n/c\n"));
            RunDetails details = details(fixture, outcome.summary().run());
            assertThat(details.overview().state().label()).isEqualTo("completed");
            assertThat(details.overview().folders()).isEqualTo(new FolderCounts(3, 0, 0, 0, 0));
            assertThat(details.steps())
                    .extracting(RunDetails.Step::name)
                    .containsExactly("load", "resolve", "look", "create");
            assertThat(details.steps()).allMatch(step -> step.status().equals("completed") && step.seconds() != null);
            RunStatistics figures = Objects.requireNonNull(details.statistics());
            assertThat(figures.calls()).isEqualTo(outcome.summary().calls());
            assertThat(figures.waited()).isPositive();
            assertThat(figures.slowest())
                    .hasSize(4)
                    .extracting(SlowestCall::folder)
                    .containsExactlyInAnyOrder("/", "/a", "/a/b", "/c");
            assertThat(figures.slowest()).allMatch(call -> call.traceId() != null);
            assertThat(details.resumeCommand()).isNull();
        }
    }

    @Test
    void theReportIsWrittenAtTheEndAndAgainOnRequest() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            fixture.run(fixture.manifest("path\n/a/b\n/c\n"));
            Path report = folder.resolve("out/report.html");
            assertThat(report).content().contains("<bdi>c</bdi>", "html lang=");
            assertThat(folder.resolve("out/result.xlsx")).isNotEmptyFile();
            Files.delete(report);
            try (Provisioning provisioning = fixture.status()) {
                assertThat(provisioning.history().writeReport("1")).isEqualTo(report);
            }
            assertThat(report).content().contains("<svg", "<bdi>c</bdi>").doesNotContain("<pre>");
        }
    }

    @Test
    void errorsAreGroupedByKindAndTheCommandResumes() throws Exception {
        try (OddServer server = new OddServer((odd, call) ->
                call.names().contains("ok") ? null : "the name " + call.names().get(0) + " 不能包含以下任何字符")) {
            HomeFixture fixture = new HomeFixture(folder, server.baseUrl())
                    .with("pantree.trim", "true")
                    .with("pantree.map", "文件夹=path");
            Path manifest = fixture.manifest("文件夹\n/ok/aaaaaaaaaaaaaaaaaaaa\n/bbbbbbbbbbbbbbbbbbbb/x\n");
            RunOutcome outcome = fixture.run(manifest);
            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
            RunDetails details = details(fixture, "1");
            assertThat(details.overview().state().label()).isEqualTo("completed-with-rejects");
            assertThat(details.errors()).singleElement().satisfies(kind -> {
                assertThat(kind.count()).isEqualTo(2);
                assertThat(kind.error()).contains("code 1: the name … 不能包含").doesNotContain("aaaa", "bbbb");
            });
            assertThat(details.resumeCommand())
                    .startsWith("pantree run " + manifest + " --base-url http://127.0.0.1")
                    .endsWith(" --map '文件夹=path' --trim --home " + folder.resolve("home"))
                    .doesNotContain("token");
            try (Provisioning provisioning = fixture.status()) {
                assertThat(provisioning.resumeCommand(manifest))
                        .as("for notifications")
                        .isEqualTo(details.resumeCommand());
            }
            fixture.run(manifest);
            RunDetails before = details(fixture, "1");
            assertThat(before.errors())
                    .extracting(ErrorGroup::count)
                    .as("of that run, not of the one that resumed it")
                    .containsExactly(2L);
            assertThat(before.resumeCommand()).isNull();
            assertThat(before.resumedBy()).endsWith("-2");
        }
    }

    @Test
    void aKilledRunHasTheKnownDetails() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            fixture.run(fixture.manifest("path\n/a/b\n/c\n"));
            execute("update batch_job_execution set status = 'STARTED', end_time = null, exit_code = 'UNKNOWN'");
            execute("update batch_step_execution set status = 'STARTED', end_time = null where step_name = 'create'");
            execute("update folder set state = 'SENT', dir_id = null where name = 'c'");
            RunDetails details = details(fixture, "1");
            assertThat(details.overview().state().label()).isEqualTo("killed");
            assertThat(details.ended()).isNull();
            assertThat(details.now()).isEqualTo(new FolderCounts(2, 0, 0, 0, 1));
            assertThat(details.statistics()).as("are not of this end").isNull();
            assertThat(details.steps().get(3).status()).isEqualTo("killed");
            assertThat(details.resumeCommand()).startsWith("pantree run ");
            JsonNode json = JsonMapper.builder().build().readTree(details.json());
            assertThat(json.path("folders_now").path("pending").intValue()).isEqualTo(1);
            assertThat(json.path("go_on").stringValue()).isEqualTo(details.resumeCommand());
        }
    }

    @Test
    void anUnknownRunIsReportedWithTheMostSimilarOne() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            String run = fixture.run(fixture.manifest("path\n/a\n")).summary().run();
            assertThatThrownBy(() -> details(fixture, run.replace("-1", "-7")))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("--run")
                    .hasMessageContaining(run);
        }
    }

    @Test
    void theSizeOfTheDatabaseIsThatOfItsFile() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            fixture.run(fixture.manifest("path\n/a\n"));
            try (Provisioning provisioning = fixture.status()) {
                assertThat(provisioning.databaseSize()).isGreaterThan(10_000);
            }
        }
    }

    private static RunDetails details(HomeFixture fixture, String run) {
        try (Provisioning provisioning = fixture.status()) {
            return provisioning.history().details(run);
        }
    }

    private void execute(String sql) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("home/pantree");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
