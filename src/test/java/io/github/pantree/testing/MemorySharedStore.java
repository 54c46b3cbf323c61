package io.github.pantree.testing;

import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the processes of an account share, in memory. Not thread-safe. */
public final class MemorySharedStore implements SharedStore {

    private final Map<String, String> texts = new HashMap<>();
    private final LongSupplier clock;
    private @Nullable String failure;
    private @Nullable Runnable afterChange;
    private int changes;
    private int locked;

    /** A store whose clock is that of the time. */
    public MemorySharedStore(TimeSource time) {
        this(() -> time.nanos() / NANOS_PER_MICRO);
    }

    /** @param clock the time that the processes share, in microseconds */
    public MemorySharedStore(LongSupplier clock) {
        this.clock = clock;
    }

    /** The texts by their names, which a test may change. */
    public Map<String, String> texts() {
        return texts;
    }

    /** The number of calls of {@link #change}. */
    public int changes() {
        return changes;
    }

    /** The number of locks that are held. */
    public int locked() {
        return locked;
    }

    /** Lets each change fail with this message; null to let them succeed again. */
    public void failWith(@Nullable String message) {
        failure = message;
    }

    /** Runs an action once, at the end of the next change. */
    public void afterNextChange(Runnable action) {
        afterChange = action;
    }

    @Override
    public void change(String name, Change change) {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        changes++;
        String changed = change.apply(texts.get(name), clock);
        if (changed != null) {
            texts.put(name, changed);
        }
        Runnable action = afterChange;
        afterChange = null;
        if (action != null) {
            action.run();
        }
    }

    /** Locks a text, also if it is locked: the processes of a test run one after the other. */
    @Override
    public Optional<LockedText> lock(String name, BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            return Optional.empty();
        }
        locked++;
        return Optional.of(new LockedText() {
            @Override
            public @Nullable String read() {
                return texts.get(name);
            }

            @Override
            public void write(String content) {
                texts.put(name, content);
            }

            @Override
            public void close() {
                locked--;
            }
        });
    }
}
