package io.github.pantree.provisioning;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pantree.ledger.HighWaterMark;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.RecordedTree;
import io.github.pantree.ledger.config.LedgerConfiguration;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.ledger.postgres.SharedTextStore;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.metrics.MeterSettings;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.provisioning.history.Purge;
import io.github.pantree.provisioning.history.RunHistory;
import io.github.pantree.provisioning.job.ProvisioningJobConfiguration;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.ManifestSettings;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.Messages;
import io.github.pantree.support.NetworkSettings;
import io.github.pantree.support.TimeSource;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Beans for the home, its database, and the services that run jobs. {@link HomeContextFactory} defines those for the
 * settings, and the {@link DatabaseOpener}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    ProvisioningJobConfiguration.class,
    ManifestTargets.class,
    RunService.class,
    StorageFailures.class,
    PlanService.class,
    VerifyService.class,
    RunHistory.class,
    Purge.class,
    HomeServices.class
})
class HomeConfiguration {

    private static final Logger log = LoggerFactory.getLogger(HomeConfiguration.class);

    static final String URL = "spring.datasource.url";

    /** Closes the context, which must not close it in turn. */
    @Bean(destroyMethod = "")
    Provisioning home(
            ConfigurableApplicationContext context,
            OpenRequest request,
            HomeServices services,
            Ledger ledger,
            TimeSource timing,
            ObjectProvider<AdvisoryLocks> locks,
            ObjectProvider<ProgressTracker> progress,
            ObjectProvider<StopSignal> stop) {
        return new Provisioning(context, request, services, ledger, timing, locks, progress, stop);
    }

    @Bean
    TimeSource timing() {
        return TimeSource.SYSTEM;
    }

    @Bean
    NotificationSettings notificationSettings(ConfigurableEnvironment environment) {
        return NotificationSettings.from(environment);
    }

    @Bean
    ManifestOptions manifestOptions(ManifestSettings settings) {
        return settings.options();
    }

    @Bean
    HttpConnector httpConnector(NetworkSettings settings) {
        return new HttpConnector(settings);
    }

    @Bean
    MetricsBinding metricsBinding(OpenRequest request, MeterSettings settings, HttpConnector connector) {
        return new MetricsBinding(request.job(), request.registry(), settings, connector);
    }

    @Bean
    PantreeMetrics meters(MetricsBinding binding) {
        return binding.meters();
    }

    @Bean
    ObservationRegistry observationRegistry(MetricsBinding binding) {
        return binding.observations();
    }

    /** The database server that contains the ledger. A plan uses a temporary database instead. */
    @Bean
    @Nullable
    PostgresDatabase serverDatabase(OpenRequest request, Environment environment) {
        return request.mode() == OpenMode.PLAN ? null : server(environment);
    }

    static @Nullable PostgresDatabase server(Environment environment) {
        String url = environment.getProperty(URL, "");
        return url.isBlank()
                ? null
                : PostgresDatabase.of(
                        url,
                        environment.getProperty("spring.datasource.username"),
                        environment.getProperty("spring.datasource.password"));
    }

    /** Pacing and token of an account are shared by all processes; a plan does not create the tables for them. */
    @Bean
    @Nullable
    SharedTextStore sharedTexts(OpenRequest request, Environment environment, TimeSource timing) {
        PostgresDatabase server = server(environment);
        SharedTextStore texts = server == null ? null : new SharedTextStore(server, timing);
        if (texts != null && request.mode() == OpenMode.PLAN && !texts.isAvailable()) {
            texts.close();
            return null;
        }
        return texts;
    }

    /** The opener closes it, after the database. */
    @Bean(destroyMethod = "")
    HomeDirectory homeDirectory(DatabaseOpener opener) {
        return opener.home();
    }

    /** The opener closes it. */
    @Bean(destroyMethod = "")
    HikariDataSource dataSource(DatabaseOpener opener) {
        return opener.database();
    }

    /**
     * The number of the last call, beside a database in the home. A database on a server identifies its restores
     * itself.
     */
    @Bean
    @Nullable
    HighWaterMark highWaterMark(
            OpenRequest request, HomeDirectory home, TimeSource timing, ObjectProvider<PostgresDatabase> server) {
        return request.mode() == OpenMode.RUN && server.getIfAvailable() == null
                ? new HighWaterMark(home.database().resolveSibling("high-water-mark"), timing)
                : null;
    }

    /** The records of earlier runs, for a plan. They are read from a copy, since a run may start at the same time. */
    @Bean
    @Nullable
    RecordedTree recordedTree(OpenRequest request, RunSettings settings, HomeDirectory home, Environment environment) {
        if (request.mode() != OpenMode.PLAN) {
            return null;
        }
        PostgresDatabase shared = server(environment);
        Optional<RecordedTree> tree = shared == null
                ? copy(settings.home(), home.database().resolveSibling("recorded"))
                : LedgerConfiguration.recordedTree(shared.url(), shared.user(), shared.password());
        return tree.orElse(null);
    }

    private static Optional<RecordedTree> copy(Path home, Path copy) {
        Path file = home.resolve(HomeDirectory.DATABASE);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) == 0) {
                return Optional.empty();
            }
            Files.copy(file, copy.resolveSibling(copy.getFileName() + ".mv.db"));
            Optional<RecordedTree> tree = LedgerConfiguration.recordedTree(
                    "jdbc:h2:file:" + copy + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r;TRACE_LEVEL_FILE=0", "", "");
            if (tree.isEmpty()) {
                log.warn("{}", Messages.format("plan.unrecorded", file, Messages.format("plan.unopened")));
            }
            return tree;
        } catch (IOException e) {
            log.warn("{}", Messages.format("plan.unrecorded", file, FileSystemErrors.describe(e)));
            return Optional.empty();
        }
    }
}
