package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.Progress;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressTextTests {

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
    }

    @AfterEach
    void restoreLanguage() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

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

    @ParameterizedTest
    @CsvSource({"en, 59, left", "en, 79, left", "en, 119, calls/s", "zh-CN, 59, 约剩", "zh-CN, 79, 约剩", "zh-CN, 119, 每秒"})
    void theBarFillsTheTerminalAndShowsTheTimeLeft(String language, int columns, String contained) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        ProgressText text = new ProgressText(create(0, 1000, 0));
        String bar = text.bar(create(450, 550, 90), columns);

        assertThat(LabelledLines.columns(bar)).as(bar).isLessThanOrEqualTo(columns);
        assertThat(bar).contains(" 45% [=", " ] 450/1000", contained).containsPattern("left$|约剩 1 分 50 秒$");
    }

    @Test
    void theBarIsLeftOutWhereThereIsNoRoomForIt() {
        ProgressText text = new ProgressText(create(0, 1000, 0));
        assertThat(text.bar(create(450, 550, 90), 45)).isEqualTo("create  45% 450/1000, about 1 min 50 s left");
        assertThat(text.bar(create(450, 550, 90), 20)).isEqualTo("create  45% 450/1000");
    }

    @Test
    void aReasonOfTheServerCannotMoveTheCursor() {
        Progress now = new Progress(
                "create",
                new FolderCounts(1, 0, 0, 0, 9),
                0,
                0,
                1,
                0,
                0,
                RATE,
                Duration.ofSeconds(1),
                new Progress.Outage(Duration.ofSeconds(1), Duration.ofMinutes(10), "a\r\u001B[2J\u202Eb"));
        assertThat(new ProgressText(now).bar(now, 200)).contains("a??[2J?b").doesNotContain("\r");
    }

    private static Progress create(long created, long pending, long seconds) {
        return progress("create", new FolderCounts(created, 0, 0, 0, pending), seconds);
    }

    private static Progress progress(String phase, FolderCounts folders, long seconds) {
        return new Progress(phase, folders, 0, 0, 10 * seconds, 0, 0, RATE, Duration.ofSeconds(seconds), null);
    }
}
