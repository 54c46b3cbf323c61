package io.github.pantree.provisioning;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request to open a home.
 *
 * @param options properties that override all others, such as {@code pantree.rate}
 * @param job the job definition file, if any
 * @param registry receives the meters; null if nothing reads them
 * @param stopRequested whether the process is to stop; checked while it waits for another process
 */
record OpenRequest(
        OpenMode mode,
        Map<String, String> options,
        Optional<Path> job,
        @Nullable MeterRegistry registry,
        BooleanSupplier stopRequested) {}
