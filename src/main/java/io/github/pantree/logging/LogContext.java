package io.github.pantree.logging;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the current thread is processing: part of its log lines (MDC).
 */
public final class LogContext {

    static final String RUN = "run";
    static final String ROW = "row";
    static final String FOLDER = "folder";
    static final String TRACE = "trace_id";

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
        return with(folder, row == null ? null : row.toString(), traceId, work);
    }

    /** As {@link #of(String, Long, String, Supplier)}, for work without a result. */
    public static void of(String folder, @Nullable Long row, @Nullable String traceId, Runnable work) {
        of(folder, row, traceId, () -> {
            work.run();
            return true;
        });
    }

    /** Does work on the response to a call, about the folder that the thread works on. */
    public static void answer(@Nullable String traceId, Runnable work) {
        with(MDC.get(FOLDER), MDC.get(ROW), traceId, () -> {
            work.run();
            return true;
        });
    }

    /** The path of the folder that the thread works on. */
    public static Optional<String> folder() {
        return Optional.ofNullable(MDC.get(FOLDER));
    }

    private static <T> T with(
            @Nullable String folder, @Nullable String row, @Nullable String traceId, Supplier<T> work) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        try {
            set(FOLDER, folder);
            set(ROW, row);
            set(TRACE, traceId);
            return work.get();
        } finally {
            MDC.setContextMap(before == null ? Map.of() : before);
        }
    }

    private static void set(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
