package io.github.pantree.provisioning;

import io.github.pantree.provisioning.Provisioning.OpenMode;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a home is opened for.
 *
 * @param job the job definition's file, if there is one
 * @param registry takes the meters; null if nothing reads them
 * @param stopRequested whether the process is to end, which is asked while it waits for another one
 */
record OpenRequest(
        OpenMode mode, Optional<Path> job, @Nullable MeterRegistry registry, BooleanSupplier stopRequested) {}
