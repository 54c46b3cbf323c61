package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobStateTests {

    private static final Instant DUE = Instant.parse("2026-01-31T02:30:00Z");
    private static final Instant STARTED = DUE.plusSeconds(1);
    private static final Instant ENDED = DUE.plusSeconds(2);
    private static final Instant CAME = DUE.plusSeconds(3);
    private static final Instant SEEN = DUE.plusSeconds(4);
    private static final LocalDate MISSED = LocalDate.of(2026, 1, 30);
    private static final JobState NEW = new JobState(null, null, null, null, false, null, null, null);
    private static final JobState FULL = new JobState(DUE, STARTED, ENDED, 4, true, CAME, SEEN, MISSED);

    @TempDir
    private Path home;

    @Test
    void stateWithoutAFileIsNew() {
        assertThat(JobState.read(home, "nightly")).isEqualTo(NEW);
    }

    @Test
    void stateIsReadAsWritten() throws Exception {
        JobState.update(home, "nightly", state -> FULL);
        assertThat(JobState.read(home, "nightly")).isEqualTo(FULL);
        assertThat(JobState.read(home, "other")).isEqualTo(NEW);
        JobState.update(home, "nightly", state -> NEW);
        assertThat(JobState.read(home, "nightly")).isEqualTo(NEW);
    }

    @Test
    void reportsWhetherAnUpdateChangedIt() throws Exception {
        assertThat(JobState.update(home, "nightly", state -> state.withMissedDay(MISSED)))
                .isTrue();
        assertThat(JobState.update(home, "nightly", state -> state.withMissedDay(MISSED)))
                .as("another process was first")
                .isFalse();
    }

    @Test
    void keepsItsFieldsInTheFile() throws Exception {
        JobState.update(home, "nightly", state -> FULL);
        assertThat(Files.readString(home.resolve("jobs").resolve("nightly.json")))
                .isEqualTo("{\"due\":\"2026-01-31T02:30:00Z\",\"started\":\"2026-01-31T02:30:01Z\","
                        + "\"ended\":\"2026-01-31T02:30:02Z\",\"exit\":4,\"stopped\":true,"
                        + "\"came\":\"2026-01-31T02:30:03Z\",\"seen\":\"2026-01-31T02:30:04Z\","
                        + "\"missed\":\"2026-01-30\"}");
    }

    @Test
    void updatesWhatIsInTheFile() throws Exception {
        JobState.update(home, "nightly", state -> state.withDue(DUE));
        JobState.update(home, "nightly", state -> state.withManifest(CAME));
        assertThat(JobState.read(home, "nightly"))
                .isEqualTo(new JobState(DUE, null, null, null, false, CAME, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{\"due\":\"yesterday\"}",
                "{\"missed\":\"2026-02-30\"}",
                "{\"stopped\":[]}"
            })
    void stateOfAnUnreadableFileIsNew(String content) throws Exception {
        write(content);
        assertThat(JobState.read(home, "nightly")).isEqualTo(NEW);
    }

    @Test
    void readsAFileThatLacksKeys() throws Exception {
        write("{\"exit\":null,\"other\":1,\"seen\":\"" + SEEN + "\"}");
        assertThat(JobState.read(home, "nightly"))
                .isEqualTo(new JobState(null, null, null, null, false, null, SEEN, null));
    }

    @Test
    void eachChangeKeepsTheOtherFields() {
        Instant now = SEEN.plusSeconds(60);
        LocalDate day = MISSED.plusDays(1);
        assertThat(FULL.withDue(now)).isEqualTo(new JobState(now, STARTED, ENDED, 4, true, CAME, SEEN, MISSED));
        assertThat(FULL.withEnd(now, 0, false))
                .isEqualTo(new JobState(DUE, STARTED, now, 0, false, CAME, SEEN, MISSED));
        assertThat(FULL.withManifest(now)).isEqualTo(new JobState(DUE, STARTED, ENDED, 4, true, now, SEEN, MISSED));
        assertThat(FULL.withMissedDay(day)).isEqualTo(new JobState(DUE, STARTED, ENDED, 4, true, CAME, SEEN, day));
    }

    @Test
    void aStartClearsTheEndOfThePreviousRun() {
        Instant now = SEEN.plusSeconds(60);
        assertThat(FULL.withStart(now)).isEqualTo(new JobState(DUE, now, null, null, false, CAME, SEEN, MISSED));
    }

    @Test
    void onlyTheFirstSightIsRecorded() {
        Instant now = SEEN.plusSeconds(60);
        assertThat(FULL.withFirstSight(now)).isEqualTo(FULL);
        assertThat(NEW.withFirstSight(now)).isEqualTo(new JobState(null, null, null, null, false, null, now, null));
    }

    @Test
    void jobWasInterruptedIfItsRunHasNoEndOrWasStopped() {
        assertThat(NEW.wasInterrupted()).isFalse();
        assertThat(NEW.withStart(STARTED).wasInterrupted()).isTrue();
        assertThat(NEW.withStart(STARTED).withEnd(ENDED, 0, false).wasInterrupted())
                .isFalse();
        assertThat(NEW.withStart(STARTED).withEnd(ENDED, 3, true).wasInterrupted())
                .isTrue();
    }

    private void write(String content) throws IOException {
        Files.createDirectories(home.resolve("jobs"));
        Files.writeString(home.resolve("jobs").resolve("nightly.json"), content);
    }
}
