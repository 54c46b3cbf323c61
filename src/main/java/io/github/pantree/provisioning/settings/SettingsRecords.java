package io.github.pantree.provisioning.settings;

import io.github.pantree.logging.LogSettings;
import io.github.pantree.metrics.MeterSettings;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.NetworkSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/** The records to which the {@code pantree.*} properties of a run are bound. */
public final class SettingsRecords {

    /** All but {@link Pan123Settings}, which require credentials, and are bound only to send something. */
    private static final List<Class<? extends Record>> WITHOUT_API = List.of(
            LogSettings.class,
            MeterSettings.class,
            ManifestSettings.class,
            ResultSettings.class,
            RetentionSettings.class,
            RunSettings.class,
            JobSettings.class,
            NetworkSettings.class);

    private SettingsRecords() {}

    /** All records. */
    static List<Class<? extends Record>> all() {
        return Stream.concat(WITHOUT_API.stream(), Stream.of(Pan123Settings.class))
                .toList();
    }

    /**
     * Binds all records except {@link Pan123Settings}, and checks the notifications.
     *
     * @return one object per record
     * @throws InvalidSettingException if a setting is invalid
     */
    public static List<Record> bindWithoutApi(ConfigurableEnvironment environment) {
        List<Record> settings = new ArrayList<>();
        for (Class<? extends Record> type : WITHOUT_API) {
            Record each = SettingsBinder.bind(environment, type);
            if (each instanceof ManifestSettings manifest) {
                manifest.options();
            }
            settings.add(each);
        }
        NotificationSettings.from(environment);
        return List.copyOf(settings);
    }
}
