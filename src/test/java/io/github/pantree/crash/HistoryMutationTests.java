package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The histories of an account detect mistakes in the engine: otherwise, histories without a failure prove little. */
@Tag("jar")
final class HistoryMutationTests {

    /** PostgreSQL, a server that allows duplicates, and listings that show a folder late. */
    private static final List<Long> SEEDS =
            LongStream.range(0, 10).mapToObj(i -> 19 + 72 * i).toList();

    private static final Duration LONG_MEETING = Duration.ofSeconds(30);

    private final Map<MutatedEngine, String> detected = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    /** Starts dozens of processes: more than ten minutes if other work keeps the processors busy. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void everyMistakeInTheOrderOfCallsAndCommitsIsDetected() {
        Set<MutatedEngine> engines = EnumSet.complementOf(EnumSet.of(MutatedEngine.ONE_LISTING));
        engines.parallelStream().forEach(this::play);

        assertThat(detected).containsOnlyKeys(engines);
        assertThat(detected.get(MutatedEngine.CLAIM_AFTER_SEND)).contains("two processes send folders");
        assertThat(detected.get(MutatedEngine.INTENT_AFTER_SEND)).contains("before it was durable");
        assertThat(detected.get(MutatedEngine.ANSWER_BEFORE_COMMIT)).contains("before it was durable");
    }

    /** On a slow machine a history may not show it, so that several are needed: the soak has the time. */
    @Test
    @EnabledIfSystemProperty(named = "pantree.soak.history-kills", matches = "[1-9]\\d*")
    void aSingleListingIsDetected() {
        play(MutatedEngine.ONE_LISTING);

        assertThat(detected).containsOnlyKeys(MutatedEngine.ONE_LISTING);
    }

    /** Plays histories until one shows the mistake. */
    private void play(MutatedEngine engine) {
        try {
            List<String> program = ClassArchive.program(engine);
            for (long seed : SEEDS) {
                if (!detected.containsKey(engine)) {
                    play(engine, program, History.of(seed));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(engine + " was not tried", e);
        }
    }

    private void play(MutatedEngine engine, List<String> program, History history) throws Exception {
        Path own = Files.createDirectories(folder.resolve(engine + "-" + history.seed()));
        // Without claims, calls of two processes meet, however busy the machine is.
        Duration meeting = engine == MutatedEngine.CLAIM_AFTER_SEND ? LONG_MEETING : HistoryPlayer.SHORT_MEETING;
        List<String> problems =
                HistoryPlayer.play(history, own, program, meeting).problems();
        System.out.println(engine + ", " + history + ": " + problems);
        if (!problems.isEmpty()) {
            detected.put(engine, problems.toString());
        }
    }
}
