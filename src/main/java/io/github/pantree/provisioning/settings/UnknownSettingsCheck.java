package io.github.pantree.provisioning.settings;

import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;

/**
 * Detects unknown settings: a mistyped one would otherwise be ignored, and the default used. The known names are those
 * that Boot's binder looks up for the settings records.
 */
public final class UnknownSettingsCheck {

    private static final Logger log = LoggerFactory.getLogger(UnknownSettingsCheck.class);

    private static final String PREFIX = "pantree.";
    private static final String VARIABLE = "PANTREE_";
    /** Variables of the launcher and of the language selection. */
    private static final Set<String> OTHER_VARIABLES = Set.of("PANTREE_LANG", "PANTREE_JAVA_OPTS", "PANTREE_CACHE");
    /** Other settings that a job definition may contain: those of Spring Boot, and defaults of placeholders. */
    private static final Set<String> OTHER_PREFIXES =
            Set.of("spring", "logging", "management", "server", "debug", "trace");
    /** The prefixes of maps, whose keys users choose. */
    private static final List<ConfigurationPropertyName> MAPS = Stream.of("accounts", "console.users")
            .map(map -> ConfigurationPropertyName.of(PREFIX + map))
            .toList();
    /** The prefixes of lists. */
    private static final List<ConfigurationPropertyName> LISTS = Stream.of("notify", "console.hosts")
            .map(list -> ConfigurationPropertyName.of(PREFIX + list))
            .toList();

    private static final int MAX_EDITS = 4;
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(MAX_EDITS);
    private static final Pattern INDEX = Pattern.compile("\\[[^]]*]|(?<=_)\\d+_");

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private static final Set<String> KNOWN = known();

    private UnknownSettingsCheck() {}

    /**
     * Checks the files: a job definition more strictly than an {@code application.yml}, which other programs may share.
     * For environment variables, it only logs warnings.
     *
     * @throws InvalidSettingException for all unknown settings, with file, line and the most similar known setting
     */
    public static void check(ConfigurableEnvironment environment) {
        List<InvalidSettingException> unknown = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof OriginTrackedMapPropertySource file) {
                unknown.addAll(unknownIn(file));
            } else if (source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                    && source instanceof EnumerablePropertySource<?> variables
                    && WARNED.compareAndSet(false, true)) {
                warnOf(variables);
            }
        }
        if (!unknown.isEmpty()) {
            throw InvalidSettingException.all(unknown);
        }
    }

    private static List<InvalidSettingException> unknownIn(OriginTrackedMapPropertySource file) {
        List<String> keys = List.of(file.getPropertyNames());
        boolean definition = keys.stream().map(file::getOrigin).anyMatch(UnknownSettingsCheck::isInDefinition);
        return keys.stream()
                .filter(key -> key.startsWith(PREFIX)
                        ? !isKnown(key)
                        : definition && !OTHER_PREFIXES.contains(key.split("[.\\[]", 2)[0]))
                .map(key -> unknown(key, file.getOrigin(key)))
                .toList();
    }

    private static boolean isInDefinition(@Nullable Origin origin) {
        return origin instanceof TextResourceOrigin text
                && text.getResource() != null
                && !Objects.requireNonNullElse(text.getResource().getFilename(), "application")
                        .startsWith("application");
    }

    private static InvalidSettingException unknown(String key, @Nullable Origin origin) {
        if (key.indexOf('[') >= 0 && isName(key)) {
            return InvalidSettingException.of(place(origin) + key, key, "list");
        }
        return new InvalidSettingException(
                place(origin) + key, key, Messages.format("setting.unknown.rule"), remedy(nearest(key)));
    }

    private static String remedy(Optional<String> near) {
        return near.map(known -> Messages.format("setting.unknown.suggestion", known))
                .orElseGet(() -> Messages.format("setting.unknown.remedy"));
    }

    private static String place(@Nullable Origin origin) {
        return origin instanceof TextResourceOrigin text && text.getLocation() != null
                ? path(text.getResource()) + ":" + (text.getLocation().getLine() + 1) + ": "
                : "";
    }

    private static String path(@Nullable Resource resource) {
        try {
            return resource == null ? "" : resource.getFile().getPath();
        } catch (IOException e) {
            return String.valueOf(resource.getFilename());
        }
    }

    private static void warnOf(EnumerablePropertySource<?> variables) {
        for (String variable : variables.getPropertyNames()) {
            if (variable.startsWith(VARIABLE) && !OTHER_VARIABLES.contains(variable) && !isVariable(variable)) {
                String key =
                        variable.toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
                Optional<String> near = nearest(key).map(UnknownSettingsCheck::variable);
                log.warn("{}", Messages.format("setting.variable", variable, remedy(near)));
            }
        }
    }

    private static boolean isVariable(String variable) {
        String plain = plain(withoutIndex(variable));
        return MAPS.stream().anyMatch(map -> plain.startsWith(plain(map.toString())))
                || KNOWN.stream().anyMatch(key -> plain(key).equals(plain));
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static boolean isKnown(String key) {
        return isName(key) && (key.indexOf('[') < 0 || isIn(LISTS, name(key)));
    }

    private static boolean isName(String key) {
        ConfigurationPropertyName name = name(withoutIndex(key));
        return isIn(MAPS, name) || KNOWN.stream().anyMatch(known -> name.equals(ConfigurationPropertyName.of(known)));
    }

    private static boolean isIn(List<ConfigurationPropertyName> places, ConfigurationPropertyName name) {
        return places.stream().anyMatch(place -> place.isAncestorOf(name));
    }

    private static ConfigurationPropertyName name(String key) {
        return ConfigurationPropertyName.adapt(key, '.');
    }

    private static String withoutIndex(String key) {
        return INDEX.matcher(key).replaceAll("");
    }

    private static Optional<String> nearest(String key) {
        String bare = withoutIndex(key)
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
        String full = bare.startsWith(PREFIX) ? bare : PREFIX + bare;
        String last = full.substring(full.lastIndexOf('.'));
        // The name may be right, with a wrong prefix.
        return KNOWN.stream()
                .filter(known -> known.substring(known.lastIndexOf('.')).equals(last))
                .findFirst()
                .or(() -> KNOWN.stream()
                        .filter(known -> DISTANCE.apply(known, full) >= 0)
                        .min(Comparator.comparingInt(known -> DISTANCE.apply(known, full))));
    }

    /** The names that the binder looks up when nothing is set. */
    private static Set<String> known() {
        Set<String> names =
                new TreeSet<>(List.of(PREFIX + "serve.port", PREFIX + "serve.address", PREFIX + "console.hosts"));
        NotificationSettings.keys().forEach(key -> names.add(PREFIX + "notify." + key));
        Binder nothing = new Binder(name -> null);
        for (Class<?> settings : SettingsRecords.all()) {
            nothing.bind("pantree", Bindable.of(settings), new AbstractBindHandler() {
                @Override
                public <T> Bindable<T> onStart(
                        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
                    if (!target.getType().resolve(Object.class).isRecord()) {
                        names.add(name.toString());
                    }
                    return target;
                }
            });
        }
        return names;
    }
}
