package io.github.pantree.provisioning.settings;

import io.github.pantree.support.InvalidSettingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long the job scheduler keeps finished runs: the {@code pantree.*} properties for it.
 *
 * @param purgeAfter minimum age of the runs to delete; null to keep all
 */
@ConfigurationProperties("pantree")
public record RetentionSettings(@Nullable Duration purgeAfter) {

    private static final Duration LEAST = Duration.ofDays(1);

    public RetentionSettings {
        // Spring would read a number without a unit as milliseconds.
        if (purgeAfter != null && purgeAfter.compareTo(LEAST) < 0) {
            throw InvalidSettingException.of("pantree.purge-after", purgeAfter.toString(), "purge");
        }
    }
}
