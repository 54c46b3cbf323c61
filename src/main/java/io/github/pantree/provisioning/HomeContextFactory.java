package io.github.pantree.provisioning;

import io.github.pantree.ledger.DatabaseErrors;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.logging.LogSettings;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.provisioning.settings.AccountCredentials;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.provisioning.settings.LoggingConfigCheck;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.SettingsBinder;
import io.github.pantree.provisioning.settings.SettingsRecords;
import io.github.pantree.provisioning.settings.UnknownSettingsCheck;
import io.github.pantree.provisioning.settings.YamlErrors;
import io.github.pantree.support.Causes;
import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.NetworkSettings;
import io.github.pantree.support.SharedStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Starts the application context: checks the settings, creates and locks the home, and only then opens the database.
 * Beans are created on demand, so this class decides the order. Home and database are opened while Spring reads the
 * configuration classes.
 */
final class HomeContextFactory {

    private static final String OPENER = "databaseOpener";

    /** Leaves out the search of all beans for methods that listen to events, since there are none. */
    private static final BeanDefinitionRegistryPostProcessor NO_EVENT_LISTENERS =
            registry -> registry.removeBeanDefinition(AnnotationConfigUtils.EVENT_LISTENER_PROCESSOR_BEAN_NAME);

    private HomeContextFactory() {}

    static ConfigurableApplicationContext open(OpenRequest request) {
        ConfigurableApplicationContext context;
        LoggingConfigCheck logging = new LoggingConfigCheck();
        YamlErrors.check(SettingsBinder.settingsFiles(request.job()));
        try {
            SpringApplication application = application(request);
            application.addListeners(logging);
            context = application.run(arguments(request));
        } catch (RuntimeException e) {
            throw SettingsBinder.invalidSetting(e)
                    .or(() -> logging.invalidSetting(e))
                    .or(() -> YamlErrors.in(e, SettingsBinder.settingsFiles(request.job())))
                    .orElse(e);
        }
        try {
            awaitDatabase(context, request);
            return context;
        } catch (RuntimeException e) {
            context.close();
            throw explained(e, context.getEnvironment());
        }
    }

    /**
     * The application, with only the listeners and initializers that read settings and set up the log: those of other
     * libraries on the class path, such as the web server's, would slow down every command.
     */
    private static SpringApplication application(OpenRequest request) {
        SpringApplication application = new SpringApplication(HomeConfiguration.class);
        application.setListeners(Stream.concat(
                        application.getListeners().stream()
                                .filter(EnvironmentPostProcessorApplicationListener.class::isInstance),
                        Stream.of(new SerialLoggingListener()))
                .toList());
        application.setInitializers(List.of(initializer(request)));
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLazyInitialization(true);
        application.setRegisterShutdownHook(false);
        return application;
    }

    private static String[] arguments(OpenRequest request) {
        return Stream.concat(
                        Stream.of(
                                "--spring.main.banner-mode=off",
                                "--spring.config.additional-location=" + SettingsBinder.locations(request.job())),
                        request.options().entrySet().stream()
                                .map(option -> "--" + option.getKey() + "=" + option.getValue()))
                .toArray(String[]::new);
    }

    /** Checks all settings, begins to open the home and its database, and defines the beans for them. */
    static ApplicationContextInitializer<ConfigurableApplicationContext> initializer(OpenRequest request) {
        return context -> {
            ConfigurableEnvironment environment = context.getEnvironment();
            UnknownSettingsCheck.check(environment);
            context.addBeanFactoryPostProcessor(NO_EVENT_LISTENERS);
            DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
            beans.registerSingleton("openRequest", request);
            checkSettings(beans, environment, request);
            startOpening(beans, environment, request);
        };
    }

    private static void checkSettings(
            DefaultListableBeanFactory beans, ConfigurableEnvironment environment, OpenRequest request) {
        // First, since it determines the format of the errors of the others.
        SettingsBinder.bind(environment, LogSettings.class).use();
        SettingsRecords.bindWithoutApi(environment).forEach(settings -> register(settings, beans));
        if (request.mode().needsApi()) {
            String account = beans.getBean(JobSettings.class).account();
            if (account != null) {
                Path home = beans.getBean(RunSettings.class).home();
                AccountCredentials.use(account, home, environment, environment.getPropertySources());
            }
            register(SettingsBinder.bind(environment, Pan123Settings.class), beans);
            new HttpConnector(beans.getBean(NetworkSettings.class)).prepare();
        }
    }

    private static void register(Record settings, DefaultListableBeanFactory beans) {
        beans.registerSingleton(settings.getClass().getSimpleName(), settings);
    }

    private static void startOpening(
            DefaultListableBeanFactory beans, ConfigurableEnvironment environment, OpenRequest request) {
        PostgresDatabase server = request.mode() == OpenMode.PLAN ? null : HomeConfiguration.server(environment);
        DatabaseOpener opener = DatabaseOpener.start(request, beans.getBean(RunSettings.class), server, environment);
        beans.registerSingleton(OPENER, opener);
        // Also if the context cannot be prepared.
        beans.registerDisposableBean(OPENER, opener::close);
    }

    /** Reports a database that cannot be opened now, not in the middle of a job. */
    private static void awaitDatabase(ConfigurableApplicationContext context, OpenRequest request) {
        context.getBeanProvider(SharedStore.class).getIfAvailable();
        Ledger ledger = context.getBean(Ledger.class);
        if (request.mode() == OpenMode.RUN) {
            ledger.maintenance().recoverFromLoss();
        }
    }

    private static RuntimeException explained(RuntimeException failure, Environment environment) {
        return Causes.of(failure)
                .filter(cause -> cause instanceof LockedException || cause instanceof RunStoppedException)
                .map(RuntimeException.class::cast)
                .findFirst()
                .or(() -> SettingsBinder.invalidSetting(failure))
                .or(() -> DatabaseErrors.diskReason(failure)
                        .map(reason -> new StorageException(Messages.format("storage.opening", reason), failure)))
                .or(() -> DatabaseErrors.reason(failure).map(reason -> unusable(reason, environment)))
                .orElse(failure);
    }

    private static InvalidSettingException unusable(String reason, Environment environment) {
        PostgresDatabase server = HomeConfiguration.server(environment);
        return server == null
                ? InvalidSettingException.of("pantree.home", HomeDirectory.DATABASE, "database", reason)
                : InvalidSettingException.of(HomeConfiguration.URL, server.shown(), "reach", reason);
    }
}
