package io.github.pantree.provisioning.settings;

import io.github.pantree.folder.DirId;
import io.github.pantree.provisioning.run.Deadline;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.SettingValues;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * How to provision a manifest: the {@code pantree.*} properties of a run.
 *
 * @param home contains job repository, access token and run folders
 * @param parent the dirID of the existing folder for the top level; empty for the root folder
 * @param concurrency maximum calls in flight, for the account
 * @param onExisting what to do if a folder already exists
 * @param out folder of the result files; null for a folder per run in {@code home}
 * @param settle how a folder in doubt is looked up
 * @param attempts maximum number of mkdir calls for a folder if the outcome is unclear or the refusal is unknown
 * @param plan the saved plan to execute; null for none
 * @param extra whether a comparison reports remote folders that are not in the manifest
 * @param recheck whether to check everything again, including what earlier runs created or found
 * @param waiting maximum time to wait for another process that uses the home or the manifest
 * @param deadline when a run stops by itself; see {@link Deadline}
 * @param zone the time zone of a deadline that is a time of day; null for the machine's time zone
 */
@ConfigurationProperties("pantree")
public record RunSettings(
        Path home,
        @DefaultValue("") String parent,
        @DefaultValue("8") int concurrency,
        @DefaultValue("adopt") OnExisting onExisting,
        @Nullable Path out,
        @DefaultValue SettleSettings settle,
        @DefaultValue("4") int attempts,
        @Nullable String deadline,
        @Nullable String zone,
        @Nullable Path plan,
        @DefaultValue("false") boolean extra,
        @DefaultValue("false") boolean recheck,
        @Name("wait") @DefaultValue("0s") Duration waiting) {

    private static final int MOST_CONCURRENCY = 256;
    /** Small enough to be expressed in nanoseconds. */
    private static final Duration LONGEST_WAITING = Duration.ofDays(36_500);

    public enum OnExisting {
        ADOPT,
        FAIL
    }

    /**
     * How doubt about a folder is settled by listing its parent.
     *
     * @param looks number of listings before a folder counts as absent
     * @param pause time between the first two listings; doubles with each listing
     */
    public record SettleSettings(
            @DefaultValue("5") int looks,
            @DefaultValue("500ms") Duration pause) {

        public SettleSettings {
            between("pantree.settle.looks", looks, 1, 20);
            if (pause.isNegative() || pause.compareTo(Duration.ofMinutes(1)) > 0) {
                throw InvalidSettingException.of("pantree.settle.pause", pause.toString(), "pause");
            }
        }

        /** The pause after the given number of listings. */
        public Duration pauseAfter(int look) {
            return pause.multipliedBy(1L << (look - 1));
        }

        /** The time between the first listing and the last. */
        public Duration total() {
            Duration total = Duration.ZERO;
            for (int look = 1; look < looks; look++) {
                total = total.plus(pauseAfter(look));
            }
            return total;
        }
    }

    public RunSettings {
        if (Objects.isNull(home)) {
            throw InvalidSettingException.of("pantree.home", "", "home");
        }
        if (home.toString().indexOf(';') >= 0) {
            // The URL of the database would continue with settings of its own.
            throw InvalidSettingException.of("pantree.home", home.toString(), "homeName");
        }
        between("pantree.concurrency", concurrency, 1, MOST_CONCURRENCY);
        between("pantree.attempts", attempts, 1, 100);
        if (waiting.isNegative() || waiting.compareTo(LONGEST_WAITING) > 0) {
            throw InvalidSettingException.of("pantree.wait", waiting.toString(), "wait");
        }
        zone = SettingValues.blankToNull(zone);
        deadline = SettingValues.blankToNull(deadline);
        if (deadline != null) {
            var unused = Deadline.parse(deadline, ZoneId.systemDefault());
        }
    }

    private static void between(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            throw InvalidSettingException.of(setting, String.valueOf(value), "whole", least, most);
        }
    }

    public Optional<Deadline> endsAt() {
        ZoneId local = zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
        return Optional.ofNullable(deadline).map(text -> Deadline.parse(text, local));
    }

    /** Whether the deadline that all runs share, a time of day, has passed; a duration is that of each run. */
    public BooleanSupplier sharedDeadline(TimeSource timing) {
        return endsAt().filter(Deadline::isTimeOfDay)
                .map(deadline -> deadline.from(timing))
                .orElse(() -> false);
    }

    public DirId target() {
        return new DirId(parent);
    }
}
