package io.github.pantree.provisioning;

import io.github.pantree.ledger.DatabaseErrors;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.ledger.postgres.SharedTextStore;
import io.github.pantree.logging.LogSettings;
import io.github.pantree.metrics.MeterSettings;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.provisioning.Provisioning.OpenMode;
import io.github.pantree.provisioning.lock.LockWait;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.lock.ProcessFileLock;
import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.provisioning.settings.AccountCredentials;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.provisioning.settings.ManifestSettings;
import io.github.pantree.provisioning.settings.RetentionSettings;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.SettingsBinder;
import io.github.pantree.provisioning.settings.UnknownSettingsCheck;
import io.github.pantree.provisioning.settings.YamlErrors;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * Starts the application context: first the settings are checked, then the home is made and locked, and only then is the
 * database touched.
 */
final class HomeContextFactory implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String DATABASE = "pantree.mv.db";

    private static final String SERVER = "spring.datasource.url";

    private final OpenMode purpose;
    private final MetricsBinding instruments;
    private final BooleanSupplier told;
    /** Where repository and ledger are, unless that is the home. */
    private @Nullable PostgresDatabase server;

    /** @param told whether the process was told to end, while it waits for another one */
    HomeContextFactory(OpenMode purpose, MetricsBinding instruments, BooleanSupplier told) {
        this.purpose = purpose;
        this.instruments = instruments;
        this.told = told;
    }

    /**
     * Opens the context.
     *
     * @param registry takes the meters; null if nobody looks at them
     * @param told whether the process was told to end, while it waits for another one
     */
    static ConfigurableApplicationContext open(
            OpenMode purpose,
            Map<String, String> options,
            Optional<Path> job,
            @Nullable MeterRegistry registry,
            BooleanSupplier told) {
        HomeContextFactory opening = new HomeContextFactory(purpose, new MetricsBinding(job, registry), told);
        try {
            return withDatabase(new SpringApplicationBuilder(ServiceConfiguration.class)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .lazyInitialization(true)
                    .registerShutdownHook(false)
                    .initializers(opening)
                    .run(arguments(options, job)));
        } catch (RuntimeException e) {
            throw Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .filter(cause -> cause instanceof InvalidSettingException
                            || cause instanceof LockedException
                            || cause instanceof RunStoppedException)
                    .map(RuntimeException.class::cast)
                    .findFirst()
                    .or(() -> YamlErrors.in(e, SettingsBinder.settingsFiles(job)))
                    .or(() -> DatabaseErrors.diskReason(e)
                            .map(reason -> new StorageException(Messages.format("machine.opening", reason), e)))
                    .or(() -> DatabaseErrors.reason(e).map(opening::unusable))
                    .orElse(e);
        }
    }

    /** A database that cannot be opened is told now, not in the middle of a job. */
    private static ConfigurableApplicationContext withDatabase(ConfigurableApplicationContext context) {
        try {
            context.getBean(Ledger.class);
            return context;
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private InvalidSettingException unusable(String reason) {
        PostgresDatabase shared = server;
        if (shared != null) {
            return InvalidSettingException.of(SERVER, shared.shown(), "reach", reason);
        }
        return InvalidSettingException.of("pantree.home", "pantree.mv.db", "database", reason);
    }

    private static String[] arguments(Map<String, String> options, Optional<Path> job) {
        return Stream.concat(
                        Stream.of(
                                "--spring.main.banner-mode=off",
                                "--spring.config.additional-location=" + SettingsBinder.locations(job)),
                        options.entrySet().stream().map(option -> "--" + option.getKey() + "=" + option.getValue()))
                .toArray(String[]::new);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        UnknownSettingsCheck.check(environment);
        SettingsBinder.bind(environment, LogSettings.class).use();
        instruments.install(context, SettingsBinder.bind(environment, MeterSettings.class));
        RunSettings run = SettingsBinder.bind(environment, RunSettings.class);
        JobSettings job = SettingsBinder.bind(environment, JobSettings.class);
        context.getBeanFactory().registerSingleton("jobSettings", job);
        context.getBeanFactory().registerSingleton("noticeSettings", NotificationSettings.from(environment));
        context.getBeanFactory().registerSingleton("runSettings", run);
        context.getBeanFactory()
                .registerSingleton(
                        "manifestOptions",
                        SettingsBinder.bind(environment, ManifestSettings.class).options());
        context.getBeanFactory()
                .registerSingleton("housekeepingSettings", SettingsBinder.bind(environment, RetentionSettings.class));
        if (purpose.needsApi()) {
            if (job.account() != null) {
                AccountCredentials.use(job.account(), run.home(), environment, environment.getPropertySources());
            }
            Pan123Settings api = SettingsBinder.bind(environment, Pan123Settings.class);
            context.getBeanFactory().registerSingleton("pan123Settings", api);
        }
        server = server(context);
        Map<String, Object> properties = new LinkedHashMap<>();
        try {
            PostgresDatabase shared = server;
            if (shared != null) {
                share(context, shared);
            }
            if (shared != null && purpose != OpenMode.PLAN) {
                OwnerOnlyFiles.createFolder(run.home().toAbsolutePath().normalize());
                checkOut(run.out());
                context.getBeanFactory().registerSingleton("serverDatabase", shared);
                properties.putAll(onServer(shared));
            } else {
                properties.putAll(inFile(database(context, run)));
            }
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "pantree.home",
                    run.home().toString(),
                    Messages.format("setting.folder.rule", FileSystemErrors.describe(e)),
                    Messages.format("setting.home.remedy"));
        }
        // Before all others: a variable that is set for another program must not be mixed with these.
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("database", properties));
    }

    private static @Nullable PostgresDatabase server(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String url = environment.getProperty(SERVER);
        return url == null || url.isBlank()
                ? null
                : PostgresDatabase.of(
                        url,
                        environment.getProperty("spring.datasource.username"),
                        environment.getProperty("spring.datasource.password"));
    }

    /** The pace and the token of an account are shared by whoever calls; a plan makes no tables for it. */
    private void share(ConfigurableApplicationContext context, PostgresDatabase shared) {
        SharedTextStore texts = new SharedTextStore(shared);
        if (purpose != OpenMode.PLAN || texts.isAvailable()) {
            closing(context, "sharedTexts", texts);
        } else {
            texts.close();
        }
    }

    private static Map<String, Object> onServer(PostgresDatabase shared) {
        return Map.of(
                SERVER,
                shared.url(),
                "spring.datasource.driver-class-name",
                "org.postgresql.Driver",
                "spring.datasource.hikari.connection-init-sql",
                PostgresDatabase.KEEP_ALIVE,
                "spring.datasource.hikari.connection-timeout",
                "10000",
                "spring.flyway.schemas",
                shared.schema(),
                // One process at a time works on an instance, which a lock of our own sees to.
                "spring.batch.jdbc.isolation-level-for-create",
                "read_committed");
    }

    private static Map<String, Object> inFile(Path database) {
        return Map.of(
                SERVER,
                "jdbc:h2:file:" + database + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0",
                "spring.datasource.driver-class-name",
                "org.h2.Driver",
                "spring.datasource.username",
                "",
                "spring.datasource.password",
                "");
    }

    private Path database(ConfigurableApplicationContext context, RunSettings run) throws IOException {
        if (purpose == OpenMode.PLAN) {
            Path folder = Files.createTempDirectory("pantree-plan");
            closing(context, "planFolder", () -> FileSystemUtils.deleteRecursively(folder));
            return folder.resolve("plan");
        }
        Path home = run.home().toAbsolutePath().normalize();
        OwnerOnlyFiles.createFolder(home);
        checkOut(run.out());
        String work = purpose.name().toLowerCase(Locale.ROOT);
        ProcessFileLock lock = new LockWait(run, TimeSource.SYSTEM, told)
                .acquire(() -> ProcessFileLock.acquire(
                        home.resolve("lock"), work, holder -> LockedException.home(home, holder)));
        closing(context, "homeLock", lock);
        OwnerOnlyFiles.createFile(home.resolve(DATABASE));
        return home.resolve("pantree");
    }

    /** After hours of work is the wrong moment to find out. */
    private static void checkOut(@Nullable Path out) {
        try {
            if (out != null) {
                OwnerOnlyFiles.createFolder(out);
                Files.delete(Files.createTempFile(out, ".pantree", ".tmp"));
            }
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "pantree.out",
                    out.toString(),
                    Messages.format("setting.folder.rule", FileSystemErrors.describe(e)),
                    Messages.format("setting.out.remedy"));
        }
    }

    /** The context closes it after everything that was made later, the database among it. */
    private static void closing(ConfigurableApplicationContext context, String name, AutoCloseable resource) {
        context.getBeanFactory().registerSingleton(name, resource);
        if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
            registry.registerDisposableBean(name, resource::close);
        }
    }
}
