package io.github.pantree.schedule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executes work on the same account, and work in the same home, one after another, in FIFO order. */
public final class RunQueue {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /**
     * Waits for the turn of the work, and executes it.
     *
     * @param account the account's name; null for the only one
     * @param home the home whose database the work opens; empty if it opens none, or one that is shared
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public <T> T inTurn(@Nullable String account, Optional<Path> home, Callable<T> work) throws Exception {
        List<ReentrantLock> held = new ArrayList<>();
        try {
            // In a fixed order, to prevent deadlock.
            for (String name : Stream.concat(
                            Stream.of("account " + account),
                            home.map(folder -> "home " + folder.toAbsolutePath().normalize()).stream())
                    .toList()) {
                ReentrantLock lock = locks.computeIfAbsent(name, key -> new ReentrantLock(true));
                lock.lockInterruptibly();
                held.add(lock);
            }
            return work.call();
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }

    /** The number of works that wait for their turn. */
    int waiting() {
        return locks.values().stream().mapToInt(ReentrantLock::getQueueLength).sum();
    }
}
