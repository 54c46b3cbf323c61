package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.CallCounts;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class JobInputTests {

    @TempDir
    private Path folder;

    @Test
    void globOmitsManifestsAmongTheResults() throws IOException {
        Path manifest = file("data/a.csv");
        file("data/out/a.csv/result.csv");
        file("data/out/b.csv");
        assertThat(glob("data/**.csv", folder.resolve("data/out")).claim()).containsExactly(manifest);
        assertThat(glob("data/**.csv", null).claim()).hasSize(3).contains(manifest);
    }

    @ParameterizedTest
    @CsvSource({
        "data/*.csv, a.csv",
        "data/**/*.csv, a.csv b/c.csv b/d/e.csv",
        "data/**/d/*.csv, b/d/e.csv",
        "data/**/b/**/*.csv, b/c.csv b/d/e.csv",
        "'data/{b/**/*,a}.csv', a.csv b/d/e.csv",
        "'data/**/{a,e}.csv', a.csv b/d/e.csv"
    })
    void globMatchesAnyNumberOfFolders(String pattern, String expected) throws IOException {
        List<Path> all = List.of(file("data/a.csv"), file("data/b/c.csv"), file("data/b/d/e.csv"));
        assertThat(glob(pattern, null).claim())
                .isSubsetOf(all)
                .extracting(
                        manifest -> folder.resolve("data").relativize(manifest).toString())
                .containsExactly(expected.split(" "));
    }

    @Test
    void globClaimsASingleManifestWhereverItIs() throws IOException {
        Path manifest = file("out/a.csv");
        assertThat(glob("out/a.csv", folder.resolve("out")).claim()).containsExactly(manifest);
    }

    @Test
    void globRefusesAJobWithoutAManifest() throws IOException {
        assertThatThrownBy(() -> glob(null, null).claim())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("job.yml: pantree.manifest: not set");
    }

    @Test
    void globRefusesAManifestThatCannotBeRead() throws IOException {
        GlobInput input = glob("a.csv", null);
        assertThatThrownBy(() -> input.rejectUnreadable(folder.resolve("a.csv")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(folder.resolve("a.csv").toString());
        assertThat(input.isMissing(folder.resolve("a.csv"))).isFalse();
        assertThat(input.rejectUnreadable(file("a.csv"))).isEmpty();
    }

    @Test
    void globLeavesManifestsWhereTheyAre() throws IOException {
        Path manifest = file("a.csv");
        GlobInput input = glob("a.csv", null);
        assertThat(input.finish(manifest, outcome(RunStatus.COMPLETED))).isEqualTo(manifest);
        assertThat(input.claimsAgain(manifest)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(RunStatus.class)
    void inboxKeepsOnlyManifestsThatCanBeResumed(RunStatus end) throws Exception {
        file("in/a.csv");
        JobInput input = inbox();
        Path claimed = input.claim().get(0);
        assertThat(input.claimsAgain(claimed)).isTrue();
        Path finished = input.finish(claimed, outcome(end));
        Path expected = switch (end) {
            case COMPLETED -> folder.resolve("in/done/a.csv");
            case INVALID_MANIFEST, COMPLETED_WITH_REJECTS -> folder.resolve("in/failed/a.csv");
            default -> folder.resolve("in/working/a.csv");
        };
        assertThat(finished).isEqualTo(expected).exists();
        assertThat(input.claimsAgain(finished)).isEqualTo(finished.equals(claimed));
    }

    @Test
    void inboxKeepsAManifestThatGrewWhileItWasProcessed() throws Exception {
        file("in/a.csv");
        JobInput input = inbox();
        Path claimed = input.claim().get(0);
        RunOutcome first = input.process(claimed, () -> {
            Files.writeString(claimed, "/late\n", StandardOpenOption.APPEND);
            return outcome(RunStatus.COMPLETED);
        });
        assertThat(input.finish(claimed, first)).isEqualTo(claimed).exists();
        assertThat(input.isChanged(claimed)).isTrue();
        RunOutcome second = input.process(claimed, () -> outcome(RunStatus.COMPLETED));
        assertThat(input.isChanged(claimed)).isFalse();
        assertThat(input.finish(claimed, second)).isEqualTo(folder.resolve("in/done/a.csv"));
    }

    @Test
    void inboxGivesUpAManifestThatEndsInADefectTwice() throws Exception {
        file("in/a.csv");
        JobInput input = inbox();
        Path claimed = input.claim().get(0);
        assertThatThrownBy(() -> input.process(claimed, () -> {
                    throw new OutOfMemoryError("for the test");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> input.process(claimed, () -> {
                    throw new IOException("no defect");
                }))
                .isInstanceOf(IOException.class);
        assertThat(input.claim()).containsExactly(claimed);
        input.process(claimed, () -> outcome(RunStatus.DEFECT));
        assertThat(folder.resolve("in/failed/a.csv")).exists();
        assertThat(input.isMissing(claimed)).isTrue();
    }

    @Test
    void inboxDetectsADeletedManifest() throws Exception {
        file("in/a.csv");
        JobInput input = inbox();
        Path claimed = input.claim().get(0);
        assertThat(input.isMissing(claimed)).isFalse();
        assertThat(input.rejectUnreadable(claimed)).isEmpty();
        Files.delete(claimed);
        assertThat(input.isMissing(claimed)).isTrue();
    }

    @Test
    void inboxThatIsAFileIsRefused() throws IOException {
        file("in");
        assertThatThrownBy(() -> inbox().claim())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.inbox: \"the inbox\"");
    }

    private GlobInput glob(@Nullable String manifest, @Nullable Path out) throws IOException {
        Path job = Files.writeString(
                folder.resolve("job.yml"),
                "pantree:\n  access-token: t\n"
                        + (manifest == null ? "" : "  manifest: " + folder.resolve(manifest) + "\n"));
        return new GlobInput(JobDefinition.read(job, Map.of()), out == null ? null : out.toString());
    }

    private JobInput inbox() {
        return new InboxInput(
                new Inbox(
                        folder.resolve("in"),
                        Duration.ZERO,
                        new TickingTime(Instant.parse("2026-11-25T00:00:00Z")),
                        () -> false),
                "the inbox");
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "path\n/a\n");
    }

    private static RunOutcome outcome(RunStatus end) {
        Summary summary = new Summary("r", "m", null, end, FolderCounts.NONE, new CallCounts(0, 0, 0, 0, 0), 0, null);
        return new RunOutcome(summary, null, false, null, 1);
    }
}
