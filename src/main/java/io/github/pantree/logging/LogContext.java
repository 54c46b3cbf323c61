package io.github.pantree.logging;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What the current thread is processing, as part of its log lines (MDC). */
public final class LogContext {

    static final String RUN = "run";
    static final String ROW = "row";
    static final String FOLDER = "folder";
    static final String TRACE = "trace_id";

    private LogContext() {}

    /** Sets the run that the thread works for; null for none. */
    public static void run(@Nullable String name) {
        set(RUN, name);
    }

    /** The run that the thread works for. */
    public static Optional<String> run() {
        return Optional.ofNullable(MDC.get(RUN));
    }

    /**
     * Executes work on a folder.
     *
     * @param folder its path
     * @param row the manifest's line that names it; null for an implicit parent
     * @param traceId the trace ID of the response that is processed; null if there is none
     */
    public static <T> T of(String folder, @Nullable Long row, @Nullable String traceId, Supplier<T> work) {
        return with(folder, row == null ? null : row.toString(), traceId, work);
    }

    /** Like {@link #of(String, Long, String, Supplier)}, for work without a result. */
    public static void of(String folder, @Nullable Long row, @Nullable String traceId, Runnable work) {
        of(folder, row, traceId, () -> {
            work.run();
            return true;
        });
    }

    /** Executes work on the response to a call, about the thread's current folder. */
    public static void answer(@Nullable String traceId, Runnable work) {
        with(MDC.get(FOLDER), MDC.get(ROW), traceId, () -> {
            work.run();
            return true;
        });
    }

    /** The path of the thread's current folder. */
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
