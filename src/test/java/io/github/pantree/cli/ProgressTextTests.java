package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressTextTests {

    private static final double RATE = 10;

    @Test
    void theTimeLeftIsWhatThePaceAllows() {
        ProgressText text = new ProgressText(create(0, 1000, 0));
        assertThat(text.line(create(20, 980, 2)))
                .contains("20 of 1000 folders", "10.0 calls/s", "about 1 min 38 s left");
    }

    @Test
    void orLongerIfTheApiHasShownToBeSlower() {
        ProgressText text = new ProgressText(create(0, 1000, 0));
        assertThat(text.line(create(20, 980, 10))).contains("about 8 min 10 s left");
    }

    @Test
    void anEarlierPhaseAndAnEarlierRunSayNothingAboutThisOne() {
        ProgressText text = new ProgressText(progress("load", FolderCounts.NONE, 0));
        text.line(create(500, 500, 100));
        assertThat(text.line(create(560, 440, 106))).contains("about 44 s left");
    }

    @Test
    void siblingsInOneCallCountTogether() {
        ProgressText text = new ProgressText(create(0, 100_000, 0));
        Progress now = new Progress(
                "create", new FolderCounts(2_000, 0, 0, 0, 98_000), 0, 0, 20, 0, 0, RATE, Duration.ofSeconds(2), null);
        assertThat(text.line(now)).contains("about 1 min 38 s left");
    }

    @Test
    void whatIsOnlyLookedForHasNoTimeLeft() {
        ProgressText text = new ProgressText(create(0, 1000, 0));
        Progress now = new Progress(
                "create", new FolderCounts(998, 0, 0, 0, 2), 2, 0, 10, 0, 0, RATE, Duration.ofSeconds(100), null);
        assertThat(text.line(now))
                .contains("2 in doubt", "looking up the last 2")
                .doesNotContain("left");
    }

    private static Progress create(long created, long pending, long seconds) {
        return progress("create", new FolderCounts(created, 0, 0, 0, pending), seconds);
    }

    private static Progress progress(String phase, FolderCounts folders, long seconds) {
        return new Progress(phase, folders, 0, 0, 10 * seconds, 0, 0, RATE, Duration.ofSeconds(seconds), null);
    }
}
