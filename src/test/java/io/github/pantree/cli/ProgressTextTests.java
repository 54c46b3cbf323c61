package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.Progress;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressTextTests {

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @BeforeEach
    void useEnglish() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
    }

    @AfterEach
    void restoreLanguage() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @Test
    void aLineShowsFoldersRateAndTimeLeft() {
        assertThat(ProgressText.line(create(20, 980, 98)))
                .isEqualTo("create: 20 of 1000 folders, 9.8 calls/s, 3 × 429, 4 retried, about 1 min 38 s left");
        assertThat(ProgressText.line(progress(new FolderCounts(1, 0, 0, 0, 9), 0, null, null)))
                .endsWith("remaining time unknown");
    }

    @Test
    void aLineOmitsCountsOfZero() {
        Progress now = new Progress(
                "create",
                new FolderCounts(0, 0, 0, 0, 1),
                0,
                0,
                10,
                0,
                0,
                9.8,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                null);
        assertThat(ProgressText.line(now)).isEqualTo("create: 0 of 1 folder, 9.8 calls/s, about 1 s left");
    }

    @Test
    void lookupsHaveNoRemainingTime() {
        Progress now = progress(new FolderCounts(998, 0, 0, 0, 2), 2, Duration.ofSeconds(1), null);
        assertThat(ProgressText.line(now))
                .contains("2 in doubt", "looking up the last 2")
                .doesNotContain("left");
    }

    @ParameterizedTest
    @CsvSource({"en, 59, left", "en, 79, left", "en, 119, calls/s", "zh-CN, 59, 约剩", "zh-CN, 79, 约剩", "zh-CN, 119, 每秒"})
    void theBarFillsTheTerminalAndShowsTheTimeLeft(String language, int columns, String contained) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        String bar = ProgressText.bar(create(450, 550, 110), columns);

        assertThat(LabelledLines.columns(bar)).as(bar).isLessThanOrEqualTo(columns);
        assertThat(bar).contains(" 45% [=", " ] 450/1000", contained).containsPattern("left$|约剩 1 分 50 秒$");
    }

    @Test
    void theBarIsLeftOutWhereThereIsNoRoomForIt() {
        assertThat(ProgressText.bar(create(450, 550, 110), 45))
                .isEqualTo("create  45% 450/1000, about 1 min 50 s left");
        assertThat(ProgressText.bar(create(450, 550, 110), 20)).isEqualTo("create  45% 450/1000");
    }

    @Test
    void aReasonOfTheServerCannotMoveTheCursor() {
        Progress.Outage outage =
                new Progress.Outage(Duration.ofSeconds(1), Duration.ofMinutes(10), "a\r\u001B[2J\u202Eb");
        Progress now = progress(new FolderCounts(1, 0, 0, 0, 9), 0, null, outage);
        assertThat(ProgressText.bar(now, 200)).contains("a??[2J?b").doesNotContain("\r");
    }

    private static Progress create(long created, long pending, long secondsLeft) {
        return progress(new FolderCounts(created, 0, 0, 0, pending), 0, Duration.ofSeconds(secondsLeft), null);
    }

    private static Progress progress(
            FolderCounts folders, long inDoubt, @Nullable Duration left, Progress.@Nullable Outage outage) {
        return new Progress("create", folders, inDoubt, 0, 10, 3, 4, 9.8, 10, Duration.ofSeconds(1), left, outage);
    }
}
