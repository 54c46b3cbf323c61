package io.github.pantree.provisioning;

import io.github.pantree.folder.InvalidSetting;
import io.github.pantree.folder.Words;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server does by itself about runs that are over: the {@code pantree.*} properties for it.
 *
 * @param purgeAfter how old a run has to be to be deleted; null to keep all
 */
record HousekeepingSettings(@Nullable Duration purgeAfter) {

    private static final Duration LEAST = Duration.ofDays(1);

    HousekeepingSettings {
        // A number without a unit would be milliseconds.
        if (purgeAfter != null && purgeAfter.compareTo(LEAST) < 0) {
            throw new InvalidSetting(
                    "pantree.purge-after",
                    purgeAfter.toString(),
                    Words.say("setting.purge.rule"),
                    Words.say("setting.purge.remedy"));
        }
    }
}
