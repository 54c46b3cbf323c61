package io.github.pantree.notification;

import io.github.pantree.support.Causes;
import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.NetworkSettings;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.mail.autoconfigure.MailProperties;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The destinations of notifications: the properties {@code pantree.notify[0].kind}, {@code .url}, {@code .secret},
 * {@code .events} (or {@code .on}), {@code .template}, {@code .to}, {@code .from}, then those of {@code
 * pantree.notify[1]}, and so on. Each key may come from another source, so that a secret can be in the environment
 * ({@code PANTREE_NOTIFY_0_SECRET}) and the rest in a file. The mail server is configured by Boot's {@code
 * spring.mail.*}.
 */
public final class NotificationSettings {

    private static final String NOTIFY = "pantree.notify";
    private static final String MAIL_HOST = "spring.mail.host";
    private static final String MAIL_JNDI = "spring.mail.jndi-name";
    /** The number of indexes after the last one that are searched for destinations after a gap. */
    private static final int SEARCHED = 10;

    private final List<Destination> destinations;
    private final ConfigurableEnvironment environment;

    private NotificationSettings(List<Destination> destinations, ConfigurableEnvironment environment) {
        this.destinations = destinations;
        this.environment = environment;
    }

    /**
     * Reads and validates the settings. Opens no connection and loads no mail library.
     *
     * @throws InvalidSettingException if a setting is invalid; names it, and shows no secret
     */
    public static NotificationSettings from(ConfigurableEnvironment environment) {
        Binder binder = Binder.get(environment);
        List<Destination> destinations = new ArrayList<>();
        DestinationSettings next = destination(binder, 0);
        while (next != null) {
            destinations.add(new DestinationValidator(destinations.size(), next).validate());
            next = destination(binder, destinations.size());
        }
        checkNumbers(binder, destinations.size());
        if (destinations.stream().anyMatch(Destination.Mail.class::isInstance)) {
            checkMail(environment, binder);
        }
        return new NotificationSettings(List.copyOf(destinations), environment);
    }

    private static @Nullable DestinationSettings destination(Binder binder, int index) {
        return bind(binder, NOTIFY + "[" + index + "]", DestinationSettings.class);
    }

    /** Rejects gaps in the numbers: a destination that is ignored would be noticed only when it matters. */
    private static void checkNumbers(Binder binder, int next) {
        boolean unnumbered = bind(binder, NOTIFY, DestinationSettings.class) != null;
        if (unnumbered
                || IntStream.rangeClosed(next + 1, next + SEARCHED).anyMatch(i -> destination(binder, i) != null)) {
            throw InvalidSettingException.of(NOTIFY + "[" + next + "].kind", "", "notify.number");
        }
    }

    private static void checkMail(ConfigurableEnvironment environment, Binder binder) {
        if (Stream.of(MAIL_HOST, MAIL_JNDI)
                .allMatch(key -> environment.getProperty(key, "").isBlank())) {
            throw InvalidSettingException.of(MAIL_HOST, "", "notify.host");
        }
        var unused = bind(binder, "spring.mail", MailProperties.class);
    }

    private static <T> @Nullable T bind(Binder binder, String name, Class<T> type) {
        try {
            return binder.bind(name, type).orElse(null);
        } catch (BindException e) {
            // The value may be a secret.
            throw Causes.find(e, InvalidSettingException.class)
                    .orElseGet(() -> new InvalidSettingException(
                            e.getName().toString(),
                            Messages.format("setting.secret"),
                            Messages.format(
                                    "setting.type.rule",
                                    String.valueOf(e.getTarget()
                                            .getType()
                                            .resolve(Object.class)
                                            .getSimpleName())),
                            Messages.format("setting.default.remedy")));
        }
    }

    /** The keys of a destination. */
    public static List<String> keys() {
        return Stream.of(DestinationSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    public List<Destination> destinations() {
        return destinations;
    }

    /** Connects to the servers of webhooks. */
    public HttpConnector connector() {
        return new HttpConnector(Binder.get(environment).bindOrCreate("pantree", NetworkSettings.class));
    }

    /** Contains the mail server's settings, which are read when the first mail is sent. */
    public ConfigurableEnvironment environment() {
        return environment;
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "NotificationSettings" + destinations;
    }
}
