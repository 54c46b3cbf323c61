package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several concurrent runs, with manifests that share folders, on one PostgreSQL. */
@Timeout(300)
final class SharedTreeTests {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private TestPostgres postgres;

    @AutoClose
    private final DuplicatingServer server = new DuplicatingServer();

    @BeforeEach
    void open() throws Exception {
        postgres = TestPostgres.create();
    }

    private HomeFixture fixture(String name) throws Exception {
        return new HomeFixture(Files.createDirectories(folder.resolve(name)), server.baseUrl())
                .with("spring.datasource.url", postgres.url())
                .with("pantree.names-per-call", "auto")
                .with("pantree.settle.pause", "100ms");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runsThatShareUpperLevelsCreateEachFolderOnce(boolean renames) throws Exception {
        if (renames) {
            server.renaming();
        }
        server.lag(Duration.ofMillis(300));
        List<RunOutcome> outcomes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<RunOutcome>> runs = new ArrayList<>();
            for (int process = 0; process < 3; process++) {
                int own = process;
                String rows = IntStream.range(0, 40)
                        .mapToObj(i -> "/2026/Q" + (1 + i % 4) + "/" + (i % 3 == 0 ? "all" + i : own + "-" + i) + "/x")
                        .collect(Collectors.joining("\n"));
                HomeFixture fixture = fixture("process" + own);
                Path manifest = fixture.manifest("path\n" + rows + "\n");
                runs.add(threads.submit(() -> fixture.run(manifest)));
            }
            for (Future<RunOutcome> run : runs) {
                outcomes.add(run.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(5 + 2 * 14 + 3 * 2 * 26);
        assertThat(outcomes).allMatch(outcome -> outcome.end() == RunStatus.COMPLETED);
        assertThat(outcomes.stream()
                        .mapToLong(outcome -> outcome.summary().folders().created())
                        .sum())
                .isEqualTo(server.paths().size());
    }

    @Test
    void theClaimOfARunThatEndedWithoutReleasingItIsTakenOver() throws Exception {
        HomeFixture first = fixture("first");
        assertThat(first.run(first.manifest("path\n/a/b\n")).end()).isEqualTo(RunStatus.COMPLETED);
        postgres.execute("update pantree.parent_claim set held = true");
        String fence = postgres.query("select max(fence) from pantree.run_lock");
        server.lag(Duration.ofHours(1));
        HomeFixture second = fixture("second");
        assertThat(second.run(second.manifest("path\n/a/b\n/a/b/c\n")).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/b/c");
        assertThat(postgres.query("select max(fence) from pantree.run_lock"))
                .as("the last holder can commit nothing more")
                .isNotEqualTo(fence);
        assertThat(postgres.query("select count(*) from pantree.parent_claim where held"))
                .isEqualTo("0");
    }
}
