package io.github.pantree.provisioning.settings;

import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.report.ByteOrderMark;
import io.github.pantree.support.Causes;
import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.NetworkSettings;
import io.github.pantree.support.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.Assert;

/** Finds the files with settings, and binds the settings to their records. */
public final class SettingsBinder {

    /** What a value of a type must be. */
    private static final Map<Class<?>, Supplier<String>> RULES = Map.of(
            RunSettings.OnExisting.class, () -> Messages.format("setting.existing.rule"),
            ByteOrderMark.class, () -> Messages.format("setting.bom.rule"),
            JobSettings.Missed.class, () -> Messages.format("setting.missed.rule"),
            LogLevel.class, () -> Messages.format("setting.level.rule"),
            Path.class, () -> Messages.format("setting.path.rule"),
            Duration.class, () -> Messages.format("setting.duration.rule"),
            int.class, () -> Messages.format("setting.integer.rule"),
            double.class, () -> Messages.format("setting.number.rule"));

    /** Refuses durations without a unit, which Boot would read as milliseconds. */
    private record UnitCheck(ConfigurableEnvironment environment) implements BindHandler {

        @Override
        public Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            ConfigurationProperty property = context.getConfigurationProperty();
            if (property != null && result instanceof Duration duration && !duration.isZero()) {
                String text = environment.resolvePlaceholders(String.valueOf(property.getValue()));
                Assert.isTrue(!SettingValues.lacksUnit(text), "no unit");
            }
            return result;
        }
    }

    private SettingsBinder() {}

    /** The files that may contain settings. */
    public static Stream<Path> settingsFiles(Optional<Path> job) {
        Path beside = new ApplicationHome(SettingsBinder.class).getDir().toPath();
        return Stream.concat(
                job.stream(),
                Stream.of(Path.of(""), Path.of("config"), beside, beside.resolve("config"))
                        .flatMap(folder ->
                                Stream.of("application.yml", "application.yaml").map(folder::resolve)));
    }

    /** Additional locations of settings: beside the jar, and the job definition. */
    public static String locations(Optional<Path> job) {
        return Stream.concat(
                        Stream.of("optional:"
                                + new ApplicationHome(SettingsBinder.class)
                                        .getDir()
                                        .toURI()),
                        job.map(file -> file.toAbsolutePath().toUri().toString()).stream())
                .collect(Collectors.joining(","));
    }

    /**
     * The settings of a job definition as a run would use them, without opening anything.
     *
     * @throws InvalidSettingException if the file is not valid YAML, or contains unknown settings
     */
    public static ConfigurableEnvironment environment(Map<String, String> options, Path job) {
        YamlErrors.check(settingsFiles(Optional.of(job)));
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> first = new LinkedHashMap<>(options);
        first.put("spring.config.additional-location", locations(Optional.of(job)));
        environment.getPropertySources().addFirst(new MapPropertySource("options", first));
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
        } catch (RuntimeException e) {
            throw YamlErrors.in(e, settingsFiles(Optional.of(job))).orElse(e);
        }
        UnknownSettingsCheck.check(environment);
        LoggingConfigCheck.check(environment);
        return environment;
    }

    /**
     * Checks the same settings as a run at its start, except the credentials, which listing definitions does not need.
     *
     * @throws InvalidSettingException if a setting is invalid
     */
    static void check(ConfigurableEnvironment environment) {
        SettingsRecords.bindWithoutApi(environment);
        var unused = new HttpConnector(bind(environment, NetworkSettings.class));
        StandardEnvironment withCredentials = new StandardEnvironment();
        environment.getPropertySources().forEach(withCredentials.getPropertySources()::addLast);
        withCredentials
                .getPropertySources()
                .addFirst(new MapPropertySource("unchecked", Map.of("pantree.access-token", "unchecked")));
        bind(withCredentials, Pan123Settings.class);
    }

    /** Checks that credentials are configured for a run. */
    static void checkCredentials(ConfigurableEnvironment environment) {
        String account = bind(environment, JobSettings.class).account();
        if (account != null) {
            Path home = bind(environment, RunSettings.class).home();
            AccountCredentials.use(account, home, environment, environment.getPropertySources());
        }
        bind(environment, Pan123Settings.class);
    }

    /**
     * The settings of a record.
     *
     * @throws InvalidSettingException if one of them cannot be used
     */
    public static <T> T bind(ConfigurableEnvironment environment, Class<T> type) {
        try {
            return Binder.get(environment, new UnitCheck(environment)).bindOrCreate("pantree", type);
        } catch (BindException e) {
            throw invalidSetting(e).orElse(e);
        }
    }

    /** The invalid setting that caused a failure, if any: one that its record rejects, or that cannot be converted. */
    public static Optional<RuntimeException> invalidSetting(RuntimeException failure) {
        return Causes.find(failure, InvalidSettingException.class)
                .<RuntimeException>map(invalid -> invalid)
                .or(() -> Causes.find(failure, BindException.class).map(SettingsBinder::unreadable));
    }

    private static InvalidSettingException unreadable(BindException e) {
        Class<?> type = e.getTarget().getType().resolve();
        String value =
                e.getProperty() == null ? "" : String.valueOf(e.getProperty().getValue());
        ConfigurationPropertyName name = e.getName();
        return new InvalidSettingException(
                name.toString(), value, rule(type), Messages.format("setting.default.remedy"));
    }

    private static String rule(@Nullable Class<?> type) {
        Supplier<String> rule = type == null ? null : RULES.get(type);
        return rule == null ? Messages.format("setting.type.rule", String.valueOf(type)) : rule.get();
    }
}
