package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.VerifyOutcome;
import io.github.pantree.provisioning.run.VerifyOutcome.Counts;
import io.github.pantree.provisioning.run.VerifyOutcome.Shown;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.testing.TestSimulator;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing the remote tree with a manifest. */
final class VerifyTests {

    private static final String MANIFEST = "path\n/a/b\n/a/c/d\n/e\n";

    @TempDir
    private Path folder;

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    @SuppressWarnings("NullAway.Init")
    private HomeFixture fixture;

    @SuppressWarnings("NullAway.Init")
    private Path manifest;

    @BeforeEach
    void start() throws Exception {
        fixture = new HomeFixture(folder, simulator);
        manifest = fixture.manifest(MANIFEST);
    }

    @Test
    void findsNoDifferenceAfterARun() throws Exception {
        fixture.run(manifest);
        long mkdirs = simulator.stats().mkdirCalls();
        long lists = simulator.stats().listCalls();
        VerifyOutcome outcome = fixture.verify(manifest);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.folders()).isEqualTo(new Counts(5, 0, 0, 0, 0));
        assertThat(simulator.stats().mkdirCalls()).isEqualTo(mkdirs);
        assertThat(simulator.stats().listCalls() - lists)
                .as("the root, /a and /a/c")
                .isEqualTo(3);
        assertThat(folder.resolve("out/differences.csv")).doesNotExist();
    }

    @Test
    void reportsMissingDuplicatedMovedAndExtraFolders() throws Exception {
        String a = simulator.addFolder("", "a");
        simulator.addFolder(a, "b");
        simulator.addFolder(a, "b");
        simulator.addFolder(a, "B");
        simulator.addFile("", "e");
        VerifyOutcome outcome = fixture.with("pantree.extra", "true").verify(manifest);
        assertThat(outcome.end()).isEqualTo(RunStatus.DIFFERENCES);
        assertThat(outcome.folders()).isEqualTo(new Counts(1, 3, 1, 0, 0));
        assertThat(outcome.shown())
                .extracting(Shown::state, Shown::path)
                .containsExactly(
                        tuple("missing", "/e"),
                        tuple("doubled", "/a/b"),
                        tuple("missing", "/a/c"),
                        tuple("missing", "/a/c/d"),
                        tuple("extra", "/a/B"));
        assertThat(fixture.result("differences.csv")).hasSize(5);
    }

    @Test
    void deletesTheDifferencesOfAnEarlierComparison() throws Exception {
        assertThat(fixture.verify(manifest).end()).isEqualTo(RunStatus.DIFFERENCES);
        assertThat(folder.resolve("out/differences.csv")).exists();
        fixture.run(manifest);
        assertThat(fixture.verify(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(folder.resolve("out/differences.csv")).doesNotExist();
        assertThat(folder.resolve("out/differences.xlsx")).doesNotExist();
    }

    @Test
    void reportsARecreatedFolder() throws Exception {
        fixture.run(manifest);
        String before = String.valueOf(simulator.tree().get("/e"));
        simulator.remove(before);
        simulator.addFolder("", "e");
        VerifyOutcome outcome = fixture.verify(manifest);
        assertThat(outcome.folders()).isEqualTo(new Counts(4, 0, 0, 1, 0));
        assertThat(outcome.shown()).singleElement().satisfies(shown -> {
            assertThat(shown.state()).isEqualTo("other");
            assertThat(shown.expected()).isEqualTo(before);
            assertThat(shown.found()).isEqualTo(simulator.tree().get("/e"));
        });
    }

    @Test
    void anInvalidManifestIsReportedBeforeAnythingIsSent() throws Exception {
        assertThat(fixture.verify(fixture.manifest("path\n/a?\n")).end()).isEqualTo(RunStatus.INVALID_MANIFEST);
        assertThat(simulator.stats().listCalls()).isZero();
    }
}
