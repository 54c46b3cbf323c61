package io.github.pantree.provisioning.settings;

import io.github.pantree.support.InvalidSettingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a server does by itself about runs that are over: the {@code pantree.*} properties for it.
 *
 * @param purgeAfter how old a run has to be to be deleted; null to keep all
 */
@ConfigurationProperties("pantree")
public record RetentionSettings(@Nullable Duration purgeAfter) {

    private static final Duration LEAST = Duration.ofDays(1);

    public RetentionSettings {
        // A number without a unit would be milliseconds.
        if (purgeAfter != null && purgeAfter.compareTo(LEAST) < 0) {
            throw InvalidSettingException.of("pantree.purge-after", purgeAfter.toString(), "purge");
        }
    }
}
