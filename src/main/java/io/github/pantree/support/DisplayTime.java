package io.github.pantree.support;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Moments as people read them: {@code 2026-11-26 17:05:20 +08:00}, the time of a zone with its offset from UTC. */
public final class DisplayTime {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

    private DisplayTime() {}

    /** A moment in the time zone of the machine. */
    public static String format(Instant moment) {
        return format(moment.atZone(ZoneId.systemDefault()));
    }

    /** The time zone of the machine with its offset at a moment: {@code Asia/Shanghai (UTC+08:00)}. */
    public static String zone(Instant moment) {
        ZoneId zone = ZoneId.systemDefault();
        return zone.getId() + " (UTC" + OFFSET.format(moment.atZone(zone)) + ")";
    }

    /**
     * A moment as it is.
     *
     * @param moment a date and a time with an offset
     */
    public static String format(TemporalAccessor moment) {
        return FORMAT.format(moment);
    }
}
