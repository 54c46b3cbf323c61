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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;

/**
 * What a job definition says beyond the settings of a run: the {@code pantree.*} properties about manifests, account
 * and schedule.
 *
 * @param home job repository and run folders
 * @param description what it is for, in the list of jobs
 * @param manifest a file, or a glob such as {@code in/*.csv}; null without
 * @param inbox a folder from which manifests are taken; null without
 * @param out where the result files go; null for folders of their own under the home
 * @param stableFor how long size and time of a file in the inbox stay the same before it is taken
 * @param account the name under which its credentials are kept; null for the only ones
 * @param schedule a cron expression of five fields (minute first) or six (second first); null for none
 * @param zone the time zone of schedule and {@code expectBy}; null for the machine's
 * @param missed what becomes of times at which nothing could run
 * @param expectBy the time of day by which a manifest must have come; null for none
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

    /** What becomes of times at which nothing could run, since the process was down or busy. */
    public enum Missed {
        /** However many they were, the job runs once, as soon as it can. */
        RUN,
        /** The job waits for its next time. */
        SKIP
    }

    /** A schedule that has no next time after one moment, such as February 30, has none after any. */
    private static final LocalDateTime SOME_TIME = LocalDateTime.of(2024, 1, 1, 0, 0);

    private static final int FIELDS_WITHOUT_SECONDS = 5;

    public JobSettings {
        manifest = SettingValues.blankToNull(manifest);
        schedule = SettingValues.blankToNull(schedule);
        account = SettingValues.blankToNull(account);
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

    /** When it runs by itself; empty if never. */
    public Optional<CronExpression> cron() {
        return Optional.ofNullable(schedule).map(text -> CronExpression.parse(withSeconds(text)));
    }

    /**
     * When the schedule has it run next; empty if it has none. A time skipped by a DST change comes right after the
     * gap.
     */
    public Optional<Instant> next(Instant after) {
        ZoneId local = zoneId();
        return cron().flatMap(cron -> Stream.of(
                        Optional.ofNullable(cron.next(after.atZone(local))).map(ZonedDateTime::toInstant),
                        // In local time, which a gap does not interrupt: a time in the gap is moved behind it.
                        Optional.ofNullable(cron.next(LocalDateTime.ofInstant(after, local)))
                                .map(time -> time.atZone(local).toInstant()))
                .flatMap(Optional::stream)
                .filter(time -> time.isAfter(after))
                .min(Comparator.naturalOrder()));
    }

    public ZoneId zoneId() {
        return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    /** By when a manifest must have come on each day. */
    public Optional<LocalTime> expectedBy() {
        return Optional.ofNullable(expectBy).map(LocalTime::parse);
    }

    /** Where its manifests come from, as written; empty if they are named elsewhere. */
    public String source() {
        return inbox == null ? Objects.requireNonNullElse(manifest, "") : inbox.toString();
    }
}
