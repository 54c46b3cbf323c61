package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpiringJsonFileTests {

    private static final Duration GOOD_FOR = Duration.ofHours(1);

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();
    private Path file;
    private ExpiringJsonFile note;

    @BeforeEach
    void open() {
        file = home.resolve("note.json");
        note = new ExpiringJsonFile(file, GOOD_FOR, time);
    }

    @Test
    void recallsNothingBeforeSomethingIsKept() {
        assertThat(note.load()).isEmpty();
    }

    @Test
    void recallsWhatWasKeptAndWhen() throws IOException {
        note.save(Map.of("rate", 7.5, "form", "ARRAY"));
        assertThat(Files.readString(file))
                .isEqualTo("{\"form\":\"ARRAY\",\"found\":\"1970-01-01T00:00:01Z\",\"rate\":7.5}");
        assertThat(new ExpiringJsonFile(file, GOOD_FOR, time)
                        .load()
                        .orElseThrow()
                        .path("rate")
                        .asDouble())
                .isEqualTo(7.5);
    }

    @Test
    void laterContentReplacesEarlier() {
        note.save(Map.of("rate", 1, "old", true));
        note.save(Map.of("rate", 2));
        assertThat(note.load().orElseThrow().path("rate").asInt()).isEqualTo(2);
        assertThat(note.load().orElseThrow().has("old")).isFalse();
    }

    @Test
    void contentIsForgottenWhenItIsAsOldAsItMayBe() {
        note.save(Map.of());
        time.advance(GOOD_FOR.minusNanos(1));
        assertThat(note.load()).isPresent();
        time.advance(Duration.ofNanos(1));
        assertThat(note.load()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T01:00:00.999Z", "1970-01-01T00:00:00Z"})
    void contentFromANearFutureOrPastIsRecalled(String found) throws IOException {
        Files.writeString(file, "{\"found\":\"" + found + "\"}");
        assertThat(note.load()).isPresent();
    }

    @Test
    void contentFromAFarFutureIsNotRecalled() throws IOException {
        Files.writeString(file, "{\"found\":\"1970-01-01T01:00:01Z\"}");
        assertThat(note.load()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "{}", "{\"found\":1}", "{\"found\":\"yesterday\"}", "{\"found\":null}"})
    void damagedContentIsIgnored(String content) throws IOException {
        Files.writeString(file, content);
        assertThat(note.load()).isEmpty();
    }

    @Test
    void forgetDeletesTheFile() {
        note.save(Map.of());
        note.delete();
        assertThat(file).doesNotExist();
        assertThat(note.load()).isEmpty();
        assertThatCode(note::delete).as("twice").doesNotThrowAnyException();
    }

    @Test
    void unreadableOrUnwritableFileIsIgnored() throws IOException {
        Files.createDirectories(file.resolve("occupied"));
        assertThatCode(() -> note.save(Map.of("rate", 1))).doesNotThrowAnyException();
        assertThat(note.load()).isEmpty();
        assertThatCode(note::delete).doesNotThrowAnyException();
        assertThat(file.resolve("occupied")).exists();
        ExpiringJsonFile nowhere = new ExpiringJsonFile(home.resolve("missing").resolve("note.json"), GOOD_FOR, time);
        assertThatCode(() -> nowhere.save(Map.of())).doesNotThrowAnyException();
    }
}
