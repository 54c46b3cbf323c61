package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A plan knows what the following run will know of the account. */
final class PlannedTreeTests extends AccountTreeFixture {

    @Test
    void planMatchesTheFollowingRun() throws Exception {
        assertThat(run("/a/b", "/a/c", "/d/e").end()).isEqualTo(RunStatus.COMPLETED);
        Path manifest = folder.resolve("manifest.csv");
        server.delete("/d");
        assertThat(fixture.plan(manifest).folders().pending())
                .as("a run would have nothing left to do")
                .isZero();
        Path more = fileOf("more.csv", "/a/b", "/a/c", "/a/f", "/d/e");
        server.lag(FOREVER);
        assertThat(fixture.plan(more).folders().existed()).isEqualTo(3);
        assertThat(fixture.plan(more).folders().pending()).isEqualTo(3);
        fixture.with("pantree.recheck", "true");
        assertThat(fixture.plan(manifest).folders().pending()).isEqualTo(2);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aPlanWarnsThatItCannotReadWhatEarlierRunsCreated(CapturedOutput output) throws Exception {
        assertThat(run("/a/b").end()).isEqualTo(RunStatus.COMPLETED);
        Path database = folder.resolve("home/pantree.mv.db");
        server.lag(FOREVER);
        Path more = fileOf("more.csv", "/a/b", "/a/c");
        assertThat(fixture.plan(more).folders().existed()).isEqualTo(2);
        String warning = "the plan does not know what earlier runs created, since " + database;
        assertThat(output.getErr()).doesNotContain(warning);
        Files.writeString(database, "no database");
        assertThat(fixture.plan(more).folders().existed()).isZero();
        assertThat(output.getErr()).containsOnlyOnce(warning);
    }

    @Test
    void aRunFollowsAPlanAlthoughListingsLag() throws Exception {
        assertThat(run("/a/b", "/a/c").end()).isEqualTo(RunStatus.COMPLETED);
        server.hidesFrom(2);
        Path more = fileOf("more.csv", "/a/b", "/a/c", "/a/f");
        assertThat(fixture.plan(more).folders().existed()).isEqualTo(3);
        server.hidesFrom(2);
        fixture.with("pantree.plan", folder.resolve("out/plan.json").toString());
        RunOutcome outcome = fixture.run(more);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.summary().folders().created()).isEqualTo(1);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/c", "/a/f");
    }

    /** The plan judges a folder that only the records know by the same rule as the run. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPlanRejectsAKnownFolderThatListingsLackAsTheRunDoes(boolean follows) throws Exception {
        assertThat(run("/a").end()).isEqualTo(RunStatus.COMPLETED);
        server.hidesFrom(2);
        fixture.with("pantree.on-existing", "fail");
        Path more = fileOf("more.csv", "/a", "/f");
        assertThat(fixture.plan(more).folders()).isEqualTo(new FolderCounts(0, 0, 1, 0, 1));
        if (follows) {
            fixture.with("pantree.plan", folder.resolve("out/plan.json").toString());
        }
        server.hidesFrom(2);
        RunOutcome outcome = fixture.run(more);
        assertThat(outcome.summary().folders()).isEqualTo(new FolderCounts(1, 0, 1, 0, 0));
        assertThat(results()).contains("/a,a,,,failed", "id1=");
        assertThat(server.paths()).containsExactly("/a", "/f");
    }

    @Test
    void aRunFollowsAPlanAlthoughAPersonReplacedAFolder() throws Exception {
        Path manifest = fileOf("first.csv", "/a/b", "/a/c");
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        server.delete("/a/b");
        String replaced = server.put(server.id("/a"), "b", false);
        Path more = fileOf("more.csv", "/a/b", "/a/c", "/a/f");
        assertThat(fixture.plan(more).folders().existed()).isEqualTo(3);
        fixture.with("pantree.plan", folder.resolve("out/plan.json").toString());
        RunOutcome outcome = fixture.run(more);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(results()).contains("/a/b,b," + replaced);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/c", "/a/f");
    }
}
