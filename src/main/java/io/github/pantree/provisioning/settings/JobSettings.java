package io.github.pantree.provisioning.settings;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.SettingValues;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;

/**
 * The settings of a job definition in addition to the settings of a run: the {@code pantree.*} properties for
 * manifests, account and schedule.
 *
 * @param home contains job repository and run folders
 * @param description its purpose, shown in the list of jobs
 * @param manifest a file, or a glob pattern such as {@code in/*.csv}; null for none
 * @param inbox a folder from which manifests are claimed; null for none
 * @param out the folder of the result files; null for a folder per run in the home
 * @param stableFor how long size and modification time of an inbox file must be unchanged before it is claimed
 * @param account the name of its credentials; null for the default ones
 * @param schedule a cron expression of five fields (minute first) or six (second first); null for none
 * @param zone the time zone of {@code schedule}, {@code expectBy} and the deadline; null for the machine's time zone
 * @param missed how missed scheduled times are handled
 * @param expectBy the time of day by which a manifest must have arrived; null for none
 */
@ConfigurationProperties("pantree")
public record JobSettings(
        Path home,
        @DefaultValue("") String description,
        @Nullable String manifest,
        @Nullable Path inbox,
        @Nullable String out,
        @DefaultValue("5s") Duration stableFor,
        @Nullable String account,
        @Nullable String schedule,
        @Nullable String zone,
        @DefaultValue("run") Missed missed,
        @Nullable String expectBy) {

    /** How to handle scheduled times that were missed because the process was down or busy. */
    public enum Missed {
        /** Run the job once, as soon as possible, however many times were missed. */
        RUN,
        /** Wait for the next scheduled time. */
        SKIP
    }

    /** An arbitrary start: a schedule that never occurs, such as February 30, has no next time after any start. */
    private static final LocalDateTime SOME_TIME = LocalDateTime.of(2024, 1, 1, 0, 0);

    private static final int FIELDS_WITHOUT_SECONDS = 5;

    public JobSettings {
        manifest = SettingValues.blankToNull(manifest);
        schedule = SettingValues.blankToNull(schedule);
        account = SettingValues.blankToNull(account);
        zone = SettingValues.blankToNull(zone);
        expectBy = SettingValues.blankToNull(expectBy);
        if (manifest != null && inbox != null) {
            throw InvalidSettingException.of("pantree.inbox", inbox.toString(), "job.inbox");
        }
        if (account != null && !account.matches("[A-Za-z0-9-]{1,64}")) {
            throw InvalidSettingException.of("pantree.account", account, "job.account");
        }
        if (stableFor.isNegative() || stableFor.compareTo(Duration.ofHours(1)) > 0) {
            throw InvalidSettingException.of("pantree.stable-for", stableFor.toString(), "job.stable");
        }
        check("pantree.zone", zone, "job.zone", ZoneId::of);
        check("pantree.schedule", schedule, "job.schedule", text -> CronExpression.parse(withSeconds(text)));
        check("pantree.expect-by", expectBy, "job.expectBy", LocalTime::parse);
        if (schedule != null && CronExpression.parse(withSeconds(schedule)).next(SOME_TIME) == null) {
            throw InvalidSettingException.of("pantree.schedule", schedule, "job.never");
        }
    }

    private static void check(String setting, @Nullable String text, String key, Function<String, ?> parser) {
        try {
            if (text != null) {
                var unused = parser.apply(text);
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw InvalidSettingException.of(setting, text, key);
        }
    }

    private static String withSeconds(String schedule) {
        boolean classic = schedule.strip().split("\\s+", -1).length == FIELDS_WITHOUT_SECONDS;
        return classic ? "0 " + schedule : schedule;
    }

    /** The schedule; empty if the job is only started manually. */
    public Optional<CronExpression> cron() {
        return Optional.ofNullable(schedule).map(text -> CronExpression.parse(withSeconds(text)));
    }

    /** The next scheduled time; empty if there is no schedule. A time skipped by a DST change runs right after it. */
    public Optional<Instant> next(Instant after) {
        ZoneId local = zoneId();
        return cron().flatMap(cron -> Stream.of(
                        Optional.ofNullable(cron.next(after.atZone(local))).map(ZonedDateTime::toInstant),
                        // Calculated in local time, which has no gaps; a time in the gap is then moved to its end.
                        Optional.ofNullable(cron.next(LocalDateTime.ofInstant(after, local)))
                                .map(time -> time.atZone(local).toInstant()))
                .flatMap(Optional::stream)
                .filter(time -> time.isAfter(after))
                .min(Comparator.naturalOrder()));
    }

    public ZoneId zoneId() {
        return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    /** The daily time by which a manifest must have arrived. */
    public Optional<LocalTime> expectedBy() {
        return Optional.ofNullable(expectBy).map(LocalTime::parse);
    }

    /**
     * Its manifests, sorted by name: one file, or the current matches of a glob pattern; none without the setting.
     *
     * @throws InvalidSettingException if the pattern is invalid, or its folder does not exist
     */
    public List<Path> manifests() {
        return manifest == null ? List.of() : new ManifestGlob(manifest).files();
    }

    /** The folder in which the glob pattern is matched; for a file, the folder that contains it. */
    public Path manifestFolder() {
        return new ManifestGlob(Objects.requireNonNullElse(manifest, "")).base();
    }

    /** The source of its manifests, as configured; empty if it is given elsewhere. */
    public String source() {
        return inbox == null ? Objects.requireNonNullElse(manifest, "") : inbox.toString();
    }
}
