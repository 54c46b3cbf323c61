package io.github.pantree.provisioning.settings;

import io.github.pantree.logging.LogSettings;
import io.github.pantree.metrics.MeterSettings;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;

/**
 * Tells settings that there are from those that there are not: a mistyped key would otherwise be passed over in silence, and
 * its default used. The names are those of the records that the settings are bound to.
 */
public final class UnknownSettingsCheck {

    private static final Logger log = LoggerFactory.getLogger(UnknownSettingsCheck.class);

    private static final String PREFIX = "pantree.";
    private static final String VARIABLE = "PANTREE_";
    /** What the launcher and the choice of a language look at. */
    private static final Set<String> OTHER_VARIABLES = Set.of("PANTREE_LANG", "PANTREE_JAVA_OPTS", "PANTREE_CACHE");
    /** What else a job definition may set: of Spring Boot, or a placeholder's default. */
    private static final Set<String> OTHER_ROOMS =
            Set.of("spring", "logging", "management", "server", "debug", "trace");

    private static final int MOST_EDITS = 4;
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(MOST_EDITS);
    private static final Pattern INDEX = Pattern.compile("\\[[^]]*]");
    /** Where lists are. */
    private static final String LISTS = PREFIX + "notify";

    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final String ANY = "*";

    private static final Set<String> KNOWN = known();

    private UnknownSettingsCheck() {}

    /**
     * Checks what files set, a job definition more strictly than an {@code application.yml}, which other programs may share;
     * of the environment, it warns.
     *
     * @throws InvalidSettingException for all keys that are no settings, with file and line, and the nearest one that is
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
        boolean definition = isDefinition(file);
        return Stream.of(file.getPropertyNames())
                .filter(key -> key.startsWith(PREFIX) ? !isKnown(key) : definition && !isForeign(key))
                .map(key -> isListed(key) ? list(key, file.getOrigin(key)) : unknown(key, file.getOrigin(key)))
                .toList();
    }

    private static boolean isDefinition(OriginTrackedMapPropertySource file) {
        return Stream.of(file.getPropertyNames())
                .map(file::getOrigin)
                .filter(TextResourceOrigin.class::isInstance)
                .map(origin -> ((TextResourceOrigin) origin).getResource())
                .filter(resource -> resource != null && resource.getFilename() != null)
                .anyMatch(resource -> !String.valueOf(resource.getFilename()).startsWith("application"));
    }

    private static boolean isForeign(String key) {
        return OTHER_ROOMS.contains(key.split("[.\\[]", 2)[0]);
    }

    private static InvalidSettingException unknown(String key, @Nullable Origin origin) {
        String near = nearest(key)
                .map(known -> Messages.format("setting.unknown.near", known))
                .orElseGet(() -> Messages.format("setting.unknown.remedy"));
        return new InvalidSettingException(place(origin) + key, key, Messages.format("setting.unknown.rule"), near);
    }

    private static String place(@Nullable Origin origin) {
        if (!(origin instanceof TextResourceOrigin text) || text.getLocation() == null) {
            return "";
        }
        return name(text.getResource()) + ":" + (text.getLocation().getLine() + 1) + ": ";
    }

    private static String name(@Nullable Resource resource) {
        try {
            return resource == null ? "" : resource.getFile().getPath();
        } catch (IOException e) {
            return String.valueOf(resource.getFilename());
        }
    }

    private static void warnOf(EnumerablePropertySource<?> variables) {
        Set<String> plain = new TreeSet<>();
        KNOWN.forEach(key -> plain.add(plain(key)));
        for (String variable : variables.getPropertyNames()) {
            if (variable.startsWith(VARIABLE)
                    && !OTHER_VARIABLES.contains(variable)
                    && plain.stream()
                            .noneMatch(key -> key.endsWith(ANY)
                                    ? plain(variable).startsWith(key.substring(0, key.length() - 1))
                                    : plain(variable).equals(key))) {
                String key =
                        variable.toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
                log.warn(
                        "{}",
                        Messages.format(
                                "setting.variable",
                                variable,
                                nearest(key)
                                        .map(known -> Messages.format("setting.unknown.near", variable(known)))
                                        .orElseGet(() -> Messages.format("setting.unknown.remedy"))));
            }
        }
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9*]", "");
    }

    private static InvalidSettingException list(String key, @Nullable Origin origin) {
        return InvalidSettingException.of(place(origin) + key, key, "list");
    }

    /** Whether it would be a setting, were it not a list. */
    private static boolean isListed(String key) {
        return key.indexOf('[') >= 0 && isName(key);
    }

    private static boolean isKnown(String key) {
        return isName(key) && (key.indexOf('[') < 0 || kebab(key).startsWith(LISTS));
    }

    private static boolean isName(String key) {
        String plain = kebab(INDEX.matcher(key).replaceAll(""));
        return KNOWN.stream()
                .anyMatch(known -> known.endsWith(ANY)
                        ? plain.startsWith(known.substring(0, known.length() - 1))
                        : known.equals(plain));
    }

    /** Boot takes camelCase and underscores, too. */
    private static String kebab(String key) {
        return key.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private static Optional<String> nearest(String key) {
        String bare = INDEX.matcher(key).replaceAll("");
        String last = kebab(bare.substring(bare.lastIndexOf('.') + 1));
        // Perhaps the name is right, and its place is not.
        return KNOWN.stream()
                .filter(known -> known.substring(known.lastIndexOf('.') + 1).equals(last))
                .findFirst()
                .or(() -> KNOWN.stream()
                        .filter(known -> distance(known, kebab(bare)) >= 0)
                        .min(Comparator.comparingInt(known -> distance(known, kebab(bare)))));
    }

    private static int distance(String known, String key) {
        return DISTANCE.apply(known, key.startsWith(PREFIX) ? key : PREFIX + key);
    }

    // --- the names of all settings ---

    private static Set<String> known() {
        Set<String> names = new TreeSet<>();
        for (Class<?> settings : List.of(
                RunSettings.class,
                ManifestSettings.class,
                JobSettings.class,
                Pan123Settings.class,
                LogSettings.class,
                MeterSettings.class,
                RetentionSettings.class)) {
            addTo(names, PREFIX, settings);
        }
        // Java keeps its name for itself.
        names.remove(PREFIX + "waiting");
        names.add(PREFIX + "wait");
        // The accounts' names are anybody's choice.
        names.add(PREFIX + "accounts." + ANY);
        NotificationSettings.keys().forEach(key -> names.add(PREFIX + "notify." + key));
        names.add(PREFIX + "serve.port");
        names.add(PREFIX + "serve.address");
        return names;
    }

    private static void addTo(Set<String> names, String prefix, Class<?> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = prefix + kebab(component.getName());
            Class<?> type = type(component.getGenericType());
            if (type.isRecord()) {
                addTo(names, name + ".", type);
            } else {
                names.add(name);
            }
        }
    }

    private static Class<?> type(Type type) {
        Type plain = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
        return plain instanceof Class<?> known ? known : Object.class;
    }
}
