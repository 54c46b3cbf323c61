package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.provisioning.SharedJobState;
import io.github.pantree.provisioning.settings.JobDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedJobStateTests {

    private static final Instant SINCE = Instant.parse("2026-11-25T01:30:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-26");

    @TempDir
    private Path folder;

    @Test
    void oneOfSeveralProcessesReportsADay() throws Exception {
        TestPostgres postgres = database();
        assertThat(state("a", postgres.url()).claimMissing(SINCE, DAY)).isTrue();
        assertThat(state("b", postgres.url()).claimMissing(SINCE, DAY)).isFalse();
        assertThat(state("b", postgres.url()).claimMissing(SINCE, DAY.plusDays(1)))
                .isTrue();
    }

    @Test
    void nothingIsMissingThatAnotherProcessHasClaimed() throws Exception {
        TestPostgres postgres = database();
        state("a", postgres.url()).recordArrival(SINCE.plusSeconds(1));
        assertThat(state("b", postgres.url()).claimMissing(SINCE, DAY)).isFalse();
        state("a", postgres.url()).recordArrival(SINCE);
        assertThat(state("b", postgres.url()).claimMissing(SINCE, DAY)).isTrue();
    }

    @Test
    void everyProcessReportsWithoutASharedDatabase() throws Exception {
        TestPostgres empty = TestPostgres.create();
        for (String url : new String[] {"", empty.url(), "jdbc:postgresql://localhost:1/none"}) {
            state("a", url).recordArrival(SINCE.plusSeconds(1));
            assertThat(state("a", url).claimMissing(SINCE, DAY)).as(url).isTrue();
            assertThat(state("b", url).claimMissing(SINCE, DAY)).as(url).isTrue();
        }
    }

    private static TestPostgres database() throws SQLException {
        TestPostgres postgres = TestPostgres.create();
        postgres.execute(
                "create schema pantree; create table pantree.account_note (name text primary key, content text)");
        return postgres;
    }

    private SharedJobState state(String home, String url) throws IOException {
        Path job = folder.resolve("nightly.yml");
        Files.writeString(job, "pantree:\n  inbox: in\nspring:\n  datasource:\n    url: \"" + url + "\"\n");
        Map<String, String> options =
                Map.of("pantree.home", folder.resolve(home).toString());
        return SharedJobState.of(JobDefinition.read(job, options), options);
    }
}
