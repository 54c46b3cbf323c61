package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.simulator.SimulatorSettings.Names;
import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that end by themselves: their tree and their result files. */
final class ProvisioningTests extends ProvisioningFixture {

    @Test
    void createsTheTreeOfAPathManifest() throws Exception {
        try (Simulator simulator = start(SimulatorSettings.defaults().withNames(Names.STRING))) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            RunOutcome outcome = fixture.run(fixture.manifest("path,owner\n/a/b/c,\"x, y\"\n/商品\\图🎉,me\n/a,top\n"));
            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.tree().keySet()).containsExactlyInAnyOrder("/a", "/a/b", "/a/b/c", "/商品", "/商品/图🎉");
            List<String> result = fixture.result("result.csv");
            assertThat(result).hasSize(5);
            assertThat(result.get(0))
                    .startsWith("4,/a,a,")
                    .contains(simulator.tree().get("/a") + ",,created,,")
                    .endsWith(",top");
            assertThat(result.get(1)).startsWith(",/商品,商品,").endsWith(",");
            assertThat(result)
                    .filteredOn(line -> line.startsWith("2,/a/b/c,c,"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains(simulator.tree().get("/a/b/c") + ","
                                    + simulator.tree().get("/a/b") + ",created")
                            .endsWith(",\"x, y\""));
            assertThat(fixture.folder.resolve("out/rejects.csv")).doesNotExist();
            assertThat(simulator.stats().listCalls())
                    .as("only the root may hold something")
                    .isEqualTo(1);
        }
    }

    @Test
    void theDatabaseOfACompletedRunIsSmallAndPrivate() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.names-per-call", "auto");
            StringBuilder rows = new StringBuilder("path\n");
            for (int i = 0; i < 5_000; i++) {
                rows.append("/a").append(i / 100).append("/b").append(i).append('\n');
            }
            assertThat(fixture.run(fixture.manifest(rows.toString())).end()).isEqualTo(RunStatus.COMPLETED);
            Path database = folder.resolve("home/pantree.mv.db");
            assertThat(Files.size(database)).isLessThan(2_000_000);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theSecondRunSendsNothing() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            Path manifest = fixture.manifest("key,parent_key,name\nc,b,三\nb,a,二\na,,一\n");
            assertThat(fixture.run(manifest).nothingLeft()).isFalse();
            Path moved = Files.move(manifest, folder.resolve("moved.csv"));
            RunOutcome second = fixture.run(moved);
            assertThat(second.nothingLeft()).isTrue();
            assertThat(second.end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.stats().mkdirCalls()).isEqualTo(3);
            assertThat(fixture.result("result.csv")).hasSize(3);
        }
    }

    @Test
    void listsAllProblemsAndSendsNothing() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            Path manifest =
                    fixture.manifest("key,parent_key,name\na,,A\na,,B\nb,x,B\nc,a,c?\nd,a,D\ne,a,D\nf,c,child\n");
            try (Provisioning provisioning = fixture.open()) {
                RunOutcome outcome = provisioning.run(manifest);
                assertThat(outcome.end()).isEqualTo(RunStatus.INVALID_MANIFEST);
                List<Long> lines = new ArrayList<>();
                provisioning.forEachProblem(outcome.manifest(), problem -> lines.add(problem.line()));
                assertThat(lines)
                        .as("the child of a row with a bad name is no orphan")
                        .containsExactly(3L, 4L, 5L, 7L);
            }
            assertThat(fixture.run(manifest).end()).as("again").isEqualTo(RunStatus.INVALID_MANIFEST);
            assertThat(simulator.stats().mkdirCalls() + simulator.stats().listCalls())
                    .isZero();
        }
    }

    @Test
    void adoptsExistingFolders() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            String a = simulator.addFolder("", "a");
            String b = simulator.addFolder(a, "b");
            simulator.addFolder(a, "not asked for");
            HomeFixture fixture = new HomeFixture(folder, simulator);
            RunOutcome outcome = fixture.run(fixture.manifest("path\n/a/b/c\n/a/d\n"));
            assertThat(outcome.summary().folders()).isEqualTo(new FolderCounts(2, 2, 0, 0, 0));
            assertThat(simulator.tree().get("/a/b")).isEqualTo(b);
            assertThat(simulator.stats().mkdirCalls()).isEqualTo(2);
        }
    }

    @Test
    void createsBelowExplicitParents() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            String old = simulator.addFolder("", "old");
            String there = simulator.addFolder(old, "there");
            HomeFixture fixture = new HomeFixture(folder, simulator);
            Path manifest = fixture.manifest("path,parent_dir_id\n/a/b,\n/a/b," + old + "\n/there/c," + old + "\n");
            assertThat(fixture.run(manifest).summary().folders()).isEqualTo(new FolderCounts(5, 1, 0, 0, 0));
            assertThat(simulator.tree().keySet())
                    .containsExactlyInAnyOrder(
                            "/a", "/a/b", "/old", "/old/a", "/old/a/b", "/old/there", "/old/there/c");
            assertThat(fixture.result("result.csv"))
                    .anyMatch(line -> line.contains("/there," + "there," + there + "," + old));
            assertThat(fixture.run(manifest).nothingLeft()).isTrue();
            assertThat(fixture.verify(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    @Test
    void anExplicitParentMayBeTheTarget() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            String target = simulator.addFolder("", "target");
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.parent", target);
            Path manifest = fixture.manifest("path,parent_dir_id\n/a/b," + target + "\n/a/c,\n");
            assertThat(fixture.run(manifest).summary().folders()).isEqualTo(new FolderCounts(3, 0, 0, 0, 0));
            assertThat(simulator.tree().keySet()).contains("/target/a/b", "/target/a/c");
        }
    }

    @Test
    void aFolderRequestedByPathAndByDirIdIsCreatedOnce() throws Exception {
        SimulatorSettings renaming = SimulatorSettings.defaults().withOnDuplicate(OnDuplicate.RENAME);
        try (Simulator simulator = Simulator.start(renaming)) {
            String in = simulator.addFolder(simulator.addFolder("", "P"), "in");
            HomeFixture fixture = new HomeFixture(folder, simulator);
            RunOutcome outcome = fixture.run(fixture.manifest("path,parent_dir_id\n/P/in/z,\nz," + in + "\n"));
            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
            assertThat(simulator.tree().keySet()).containsExactlyInAnyOrder("/P", "/P/in", "/P/in/z");
            assertThat(fixture.result("rejects.csv")).singleElement().asString().contains("another row requests");
        }
    }

    @Test
    void failsOnlyTheRowsBelowAFolderThatDoesNotExist() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            RunOutcome outcome =
                    fixture.run(fixture.manifest("key,parent_key,name,parent_dir_id\n1,,a,gone==\n2,1,b,\n3,,c,\n"));
            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
            assertThat(outcome.summary().folders()).isEqualTo(new FolderCounts(1, 0, 1, 1, 0));
            assertThat(fixture.result("rejects.csv"))
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("gone==");
        }
    }

    @Test
    void failsExistingFoldersIfConfigured() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            simulator.addFolder("", "a");
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.on-existing", "fail");
            RunOutcome outcome = fixture.run(fixture.manifest("path,n\n/a/b,1\n/c,2\n"));
            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
            assertThat(outcome.summary().folders()).isEqualTo(new FolderCounts(1, 0, 1, 1, 0));
            assertThat(fixture.result("rejects.csv"))
                    .singleElement()
                    .asString()
                    .startsWith("/a/b,1,\"not attempted, because /a failed: the folder exists");
        }
    }

    @Test
    void blocksAllDescendantsOfAFailedFolder() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            simulator.addFolder("", "a");
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.on-existing", "fail");
            RunOutcome outcome = fixture.run(fixture.manifest("path\n/a/b/c/d\n/a/e/f\n"));
            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
            assertThat(outcome.summary().folders()).isEqualTo(new FolderCounts(0, 0, 1, 5, 0));
            assertThat(fixture.result("rejects.csv"))
                    .hasSize(2)
                    .allMatch(line -> line.contains(",\"not attempted, because /a failed: the folder exists"));
        }
    }

    @Test
    void choosesNoneOfTwoFoldersWithOneName() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            simulator.addFolder("", "a");
            simulator.addFolder("", "a");
            simulator.addFile("", "f");
            HomeFixture fixture = new HomeFixture(folder, simulator);
            Path manifest = fixture.manifest("path\n/a/b\n/c\n/f\n");
            PlanOutcome plan = fixture.plan(manifest);
            assertThat(plan.end()).isEqualTo(RunStatus.DIFFERENCES);
            assertThat(plan.first(FolderState.FAILED)).hasSize(2);
            assertThat(fixture.run(manifest).summary().folders()).isEqualTo(new FolderCounts(1, 0, 2, 1, 0));
        }
    }

    @Test
    void rejectsCanBeRunAgain() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            String a = simulator.addFolder("", "a");
            simulator.addFile(a, "b");
            HomeFixture fixture = new HomeFixture(folder, simulator);
            assertThat(fixture.run(fixture.manifest("key,parent_key,name,note\nk3,k2,c,x\nk2,k1,b,\nk1,,a,\nk4,,d,\n"))
                            .end())
                    .isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
            assertThat(fixture.result("rejects.csv")).hasSize(3);
            Path rejects = Files.copy(folder.resolve("out/rejects.csv"), folder.resolve("again.csv"));
            PlanOutcome plan = fixture.plan(rejects);
            assertThat(plan.folders()).isEqualTo(new FolderCounts(0, 1, 1, 1, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"目录, true", "dir, false"})
    void rejectsAreEscapedForASpreadsheet(String name, boolean mark) throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            simulator.addFile("", name);
            HomeFixture fixture = new HomeFixture(folder, simulator);
            fixture.run(fixture.manifest("path\n/" + name + "\n"));
            assertThat(Files.readString(folder.resolve("out/rejects.csv")).startsWith("\ufeff"))
                    .isEqualTo(mark);
            assertThat(fixture.plan(folder.resolve("out/rejects.csv")).folders())
                    .isEqualTo(new FolderCounts(0, 0, 1, 0, 0));
        }
    }

    @Test
    void planChangesNothing() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            simulator.addFolder("", "a");
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.rate", "10");
            PlanOutcome plan = fixture.plan(fixture.manifest("path\n/a/b/c\n/d\n"));
            assertThat(plan.mkdirCalls()).isEqualTo(3);
            assertThat(plan.listCalls()).isEqualTo(2);
            assertThat(plan.time().toMillis()).isEqualTo(500);
            assertThat(simulator.stats().mkdirCalls()).isZero();
            assertThat(folder.resolve("home/pantree.mv.db")).doesNotExist();
        }
    }
}
