package io.github.pantree.provisioning;

import io.github.pantree.metrics.MeterSettings;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.metrics.PushGateway;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.support.HttpConnector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binds the meters of a run, ours and Spring Batch's, to the registry of the server that runs it, to a registry of its
 * own that is pushed when the run ends, or to none.
 */
final class MetricsBinding {

    /** The work of a run. */
    @FunctionalInterface
    interface Work {
        RunOutcome run() throws IOException;
    }

    private final @Nullable MeterRegistry registry;
    private final @Nullable PushGateway gateway;
    private final PantreeMetrics meters;

    /**
     * @param job the job definition whose name the pushed meters carry
     * @param given the registry; null to use the push gateway, if one is configured
     */
    MetricsBinding(Optional<Path> job, @Nullable MeterRegistry given, MeterSettings settings, HttpConnector connector) {
        String url = settings.pushGateway();
        gateway = given != null || url == null ? null : new PushGateway(url, job.map(JobDefinition::name), connector);
        registry = gateway == null ? given : gateway.registry();
        meters = registry == null ? PantreeMetrics.NONE : PantreeMetrics.in(registry);
    }

    PantreeMetrics meters() {
        return meters;
    }

    /** The observation registry for Spring Batch's jobs and steps. */
    ObservationRegistry observations() {
        ObservationRegistry observations = ObservationRegistry.create();
        if (registry != null) {
            observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        }
        return observations;
    }

    /** Executes the work of a run while gauges report its progress, and pushes the meters at the end. */
    RunOutcome timed(Supplier<Progress> progress, Work work) throws IOException {
        PantreeMetrics.Watch watch = meters.watch(new ProgressGauges(progress));
        try {
            return work.run();
        } finally {
            if (gateway != null) {
                gateway.push();
            }
            watch.close();
        }
    }

    private record ProgressGauges(Supplier<Progress> progress) implements PantreeMetrics.Run {

        @Override
        public double inDoubt() {
            return progress.get().inDoubt();
        }

        @Override
        public double pending() {
            return progress.get().folders().pending();
        }

        @Override
        public double rate() {
            return progress.get().allowedRate();
        }

        @Override
        public double callsPerSecond() {
            return progress.get().rate();
        }
    }
}
