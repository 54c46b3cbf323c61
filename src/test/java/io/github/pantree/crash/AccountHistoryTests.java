package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guarantee for an account: whatever the combination of manifests, processes and crashes, every folder exists
 * exactly once, or a row names those that exist twice. A build plays as many histories as it has time for, {@code
 * ./mvnw verify -Psoak} hundreds; {@code -Dpantree.soak.seed=N -Dpantree.soak.histories=1} repeats one.
 */
@Tag("jar")
final class AccountHistoryTests {

    private static final long SEED = Long.getLong("pantree.soak.seed", 1);
    private static final int HISTORIES = Integer.getInteger("pantree.soak.histories", 0);
    private static final int KILLS = Integer.getInteger("pantree.soak.history-kills", 0);
    /** After this time no further history begins; 0 for no limit. */
    private static final int SECONDS = Integer.getInteger("pantree.soak.history-seconds", 0);

    /** Histories that are played at the same time. */
    private static final int AT_ONCE = Integer.getInteger("pantree.soak.histories-at-once", 2);

    private final long start = System.nanoTime();

    @TempDir
    private Path folder;

    @Test
    @EnabledIfSystemProperty(named = "pantree.soak.histories", matches = "[1-9]\\d*")
    void everyFolderExistsExactlyOnce() throws Exception {
        HistoryTable table = new HistoryTable("Histories of an account, from seed " + SEED);
        try {
            play(table);
        } finally {
            System.out.println(table);
            Files.writeString(
                    Path.of(System.getProperty("pantree.soak.history-table", "target/histories.txt")),
                    table.toString(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        assertThat(table.failures()).isEmpty();
    }

    /** Plays the requested number of histories, and more until there were enough kills. */
    private void play(HistoryTable table) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                ends.add(threads.submit(() -> {
                    for (int n = next.getAndIncrement(); isWanted(n, table); n = next.getAndIncrement()) {
                        play(History.of(SEED + n), table);
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean isWanted(int number, HistoryTable table) {
        boolean inTime = SECONDS == 0
                || System.nanoTime() - start < Duration.ofSeconds(SECONDS).toNanos();
        return inTime && (number < HISTORIES || table.kills() < KILLS);
    }

    private void play(History history, HistoryTable table) throws Exception {
        Path own = Files.createDirectories(folder.resolve("history" + history.seed()));
        HistoryOutcome outcome = HistoryPlayer.play(history, own, ClassArchive.program(), HistoryPlayer.SHORT_MEETING);
        table.add(history, outcome);
        System.out.println(history + ": " + (outcome.problems().isEmpty() ? "ok" : outcome.problems()));
    }
}
