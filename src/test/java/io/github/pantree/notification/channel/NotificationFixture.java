package io.github.pantree.notification.channel;

import ch.qos.logback.classic.Level;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.testing.RecordedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Sends notifications with settings as a user writes them, and records log lines and waiting times. */
public abstract class NotificationFixture {

    static final Instant NOW = Instant.parse("2026-01-31T22:15:00.123Z");

    @RegisterExtension
    final RecordedLog log = RecordedLog.of(Notifier.class);

    final List<Duration> pauses = new ArrayList<>();
    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @BeforeEach
    void useEnglish() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
    }

    @AfterEach
    void restoreLanguage() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    List<String> warnings() {
        return log.messages(Level.WARN);
    }

    void send(Notification notification, String... settings) {
        send(notification, Duration.ofSeconds(10), settings);
    }

    void send(Notification notification, Duration timeout, String... settings) {
        notifier(timeout, Duration.ofSeconds(60), settings).send(List.of(notification), Map.of());
    }

    Notifier notifier(Duration timeout, Duration limit, String... settings) {
        return Notifier.of(
                NotificationSettings.from(environment(settings)),
                InstantSource.fixed(NOW),
                pauses::add,
                timeout,
                limit);
    }

    /**
     * An environment with settings.
     *
     * @param settings keys and values in turn; a key without a dot belongs to {@code pantree.notify[0]}
     */
    public static ConfigurableEnvironment environment(String... settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            String key = settings[i].contains(".") ? settings[i] : "pantree.notify[0]." + settings[i];
            properties.put(key, settings[i + 1]);
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return environment;
    }

    static Notification notification(Event event) {
        return notification(event, "/data/folders.csv", "the deadline 06:30 is over");
    }

    static Notification notification(Event event, String manifest, String message) {
        return notification(event, manifest, message, Path.of("/home/pan/runs/20260131-220000-7"));
    }

    static Notification notification(Event event, String manifest, String message, Path results) {
        return new Notification(
                event,
                null,
                "20260131-220000-7",
                manifest,
                4,
                new FolderCounts(40, 3, 1, 2, 0),
                12.3456,
                results,
                message,
                "pantree run /data/folders.csv");
    }

    /** A port without a listener. */
    static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
