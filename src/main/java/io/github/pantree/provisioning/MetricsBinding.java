package io.github.pantree.provisioning;

import io.github.pantree.metrics.MeterSettings;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.metrics.PushGateway;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.provisioning.run.RunOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Puts the meters into the context, ours and Spring Batch's: into the registry of whoever opened it, or into one of its own
 * that is pushed when the run ends, or nowhere.
 */
final class MetricsBinding {

    /** What is watched. */
    @FunctionalInterface
    interface Work {
        RunOutcome run() throws IOException, JobExecutionException;
    }

    private final Optional<Path> job;
    private final @Nullable MeterRegistry given;
    private PantreeMetrics meters = PantreeMetrics.NONE;
    private @Nullable PushGateway gateway;

    /** @param given where the meters go; null if nobody looks at them */
    MetricsBinding(Optional<Path> job, @Nullable MeterRegistry given) {
        this.job = job;
        this.given = given;
    }

    void install(ConfigurableApplicationContext context, MeterSettings settings) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        MeterRegistry registry = given == null ? pushed(settings) : given;
        if (registry != null) {
            meters = PantreeMetrics.in(registry);
            ObservationRegistry observations = ObservationRegistry.create();
            observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
            // Spring Batch gives it to its jobs and steps.
            beans.registerSingleton("observationRegistry", observations);
        }
        beans.registerSingleton("meters", meters);
        beans.registerSingleton("instruments", this);
    }

    private @Nullable MeterRegistry pushed(MeterSettings settings) {
        String url = settings.pushGateway();
        if (url == null) {
            return null;
        }
        PushGateway own = new PushGateway(url, job.map(MetricsBinding::name));
        gateway = own;
        return own.registry();
    }

    private static String name(Path definition) {
        return String.valueOf(definition.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    /** Does the work of a run while gauges look at it, and pushes what it came to. */
    RunOutcome timed(Supplier<Progress> progress, Work work) throws IOException, JobExecutionException {
        PantreeMetrics.Watch watch = meters.watch(new PantreeMetrics.Run() {
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
                return progress.get().rate();
            }
        });
        try {
            return work.run();
        } finally {
            PushGateway own = gateway;
            if (own != null) {
                own.push();
            }
            watch.close();
        }
    }
}
