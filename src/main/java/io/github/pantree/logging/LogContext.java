package io.github.pantree.logging;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the current thread is at work on: goes into every log line that is written meanwhile.
 */
public final class LogContext {

    static final String RUN = "run";
    static final String ROW = "row";
    static final String FOLDER = "folder";
    static final String TRACE = "trace_id";

    private final @Nullable String row = MDC.get(ROW);
    private final @Nullable String folder = MDC.get(FOLDER);
    private final @Nullable String trace = MDC.get(TRACE);

    private LogContext() {}

    /** Names the run that the thread works for, until it works for another or, with null, for none. */
    public static void run(@Nullable String name) {
        set(RUN, name);
    }

    /** The run that the thread works for. */
    public static Optional<String> run() {
        return Optional.ofNullable(MDC.get(RUN));
    }

    /**
     * Does work on a folder.
     *
     * @param folder its path
     * @param row the manifest's line that names it; null for a parent that no row names
     * @param traceId the trace ID of the answer that the work is about; null if there is none
     */
    public static <T> T of(String folder, @Nullable Long row, @Nullable String traceId, Supplier<T> work) {
        LogContext before = new LogContext();
        try {
            set(FOLDER, folder);
            set(ROW, row == null ? null : row.toString());
            set(TRACE, traceId);
            return work.get();
        } finally {
            before.restore();
        }
    }

    /** As {@link #of(String, Long, String, Supplier)}, for work that comes to nothing. */
    public static void of(String folder, @Nullable Long row, @Nullable String traceId, Runnable work) {
        of(folder, row, traceId, () -> {
            work.run();
            return true;
        });
    }

    /** Does work on an answer to a call, about whatever folder the thread is at work on. */
    public static void answer(@Nullable String traceId, Runnable work) {
        LogContext before = new LogContext();
        try {
            set(TRACE, traceId);
            work.run();
        } finally {
            before.restore();
        }
    }

    /** The path of the folder that the thread is at work on. */
    public static Optional<String> folder() {
        return Optional.ofNullable(MDC.get(FOLDER));
    }

    private static void set(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    private void restore() {
        set(ROW, row);
        set(FOLDER, folder);
        set(TRACE, trace);
    }
}
