package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.plan.PlanOutdatedException;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.testing.TestSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SavedPlanTests {

    @TempDir
    private Path folder;

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    @SuppressWarnings("NullAway.Init")
    private HomeFixture fixture;

    @SuppressWarnings("NullAway.Init")
    private Path manifest;

    @BeforeEach
    void plan() throws Exception {
        simulator.addFolder("", "a");
        fixture = new HomeFixture(folder, simulator);
        manifest = fixture.manifest("path\n/a/b\n/c\n");
        PlanOutcome plan = fixture.plan(manifest);
        assertThat(plan.levels().get(1)).isEqualTo(new FolderCounts(0, 1, 0, 0, 1));
        assertThat(plan.levels().get(2)).isEqualTo(new FolderCounts(0, 0, 0, 0, 1));
    }

    @Test
    void isWrittenInFull() throws Exception {
        assertThat(Files.readAllLines(folder.resolve("out/plan.csv")))
                .hasSize(4)
                .contains("line,path,name,action,dir_id,message", "2,/a/b,b,create,,", "3,/c,c,create,,")
                .anyMatch(line -> line.startsWith(",/a,a,exists,"));
        assertThat(SavedPlan.read(folder.resolve("out")).manifest()).isEqualTo(manifest.toAbsolutePath());
    }

    @Test
    void setsOnlyTheSettingsOfAPlan() throws Exception {
        Path plan = folder.resolve("out/plan.json");
        String more = "\"spring.datasource.url\":\"x\",\"pantree.parent\"";
        Files.writeString(plan, Files.readString(plan).replace("\"pantree.parent\"", more));
        assertThat(Files.readString(plan)).contains("spring.datasource.url");
        assertThat(SavedPlan.read(plan).settings())
                .containsOnlyKeys("pantree.base-url", "pantree.parent", "pantree.on-existing");
    }

    @Test
    void keepsHowTheManifestIsRead() throws Exception {
        Path list = fixture.manifest("Folders of the autumn\nFolder\n/c\n");
        HomeFixture read = fixture.with("pantree.header-line", "2").with("pantree.map", "Folder=path");
        assertThat(read.plan(list).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(SavedPlan.read(folder.resolve("out")).settings())
                .containsEntry("pantree.header-line", "2")
                .containsEntry("pantree.map", "Folder=path");
    }

    @Test
    void isExecutedWhileItIsUpToDate() throws Exception {
        assertThat(follow().end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(follow().nothingLeft()).isTrue();
    }

    @Test
    void isExecutedAfterAStoppedRun() throws Exception {
        simulator.addFile("", "c");
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        fixture.plan(manifest);
        assertThat(follow().end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
    }

    @Test
    void isRefusedWhenTheRemoteTreeHasChanged() throws Exception {
        simulator.addFolder("", "c");
        long before = simulator.stats().mkdirCalls();
        RunOutcome outcome = follow();
        assertThat(outcome.end()).isEqualTo(RunStatus.DIFFERENCES);
        assertThat(outcome.reason()).contains("/c", "to create", "existing");
        assertThat(simulator.stats().mkdirCalls()).isEqualTo(before);
    }

    @Test
    void isRefusedForAnotherManifest() throws Exception {
        Files.writeString(manifest, "path\n/a/b\n/d\n");
        assertThatThrownBy(this::follow)
                .isInstanceOf(PlanOutdatedException.class)
                .hasMessageContaining("the manifest");
    }

    private RunOutcome follow() throws Exception {
        return fixture.with("pantree.plan", folder.resolve("out/plan.json").toString())
                .run(manifest);
    }
}
