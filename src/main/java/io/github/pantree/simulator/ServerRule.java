package io.github.pantree.simulator;

import java.util.Locale;

/** A rule of a server that its documents do not promise, and that holds for every call. */
public enum ServerRule {
    /** The most entries of one parent; a mkdir call beyond is refused. */
    MAX_CHILDREN("[1-9]\\d{0,8}"),
    /** The deepest level of a folder, 1 being those in the root; a mkdir call beyond is refused. */
    MAX_DEPTH("[1-9]\\d{0,8}"),
    /** The most mkdir calls in flight; further ones get code 429. */
    MAX_IN_FLIGHT("[1-9]\\d{0,8}"),
    /** The most mkdir calls in flight under one parent; further ones get code 429. */
    MAX_IN_FLIGHT_PER_PARENT("[1-9]\\d{0,8}"),
    /** More mkdir calls in flight than this have all writes of the account refused for {@link #BAN_TIME}. */
    BAN_IN_FLIGHT("[1-9]\\d{0,8}"),
    /**
     * After this many mkdir calls all writes of the account are refused for {@link #BAN_TIME}, and again after as many.
     */
    BAN_AFTER("[1-9]\\d{0,8}"),
    /** How long writes are refused; 150 minutes if not set. Listings work. */
    BAN_TIME(ServerRules.TIME),
    /** Every listing ends after this many entries, and says that it is complete. */
    LIST_CUT("[1-9]\\d{0,8}"),
    /** How long after its call a {@link Fault#LATE_COMMIT} makes the folders; five seconds if not set. */
    LATE_TIME(ServerRules.TIME),
    /** What is deleted stays in listings with {@code trashed} 1 and keeps its name taken, until it is deleted again. */
    RECYCLE_BIN("true|false"),
    /** An issued token dies after this many calls. */
    TOKEN_CALLS("[1-9]\\d{0,8}"),
    /** The form of a token's {@code expiredAt}: with a zone, in plain Beijing time, a number, empty or null. */
    EXPIRED_AT("zone|plain|seconds|millis|empty|null"),
    /** Keys of a JSON body must match in case; otherwise {@code parentid} is as good as {@code parentID}. */
    STRICT_KEYS("true|false");

    private final String values;

    ServerRule(String values) {
        this.values = values;
    }

    /** The name in settings, for example {@code max-children}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean takes(String value) {
        return value.matches(values);
    }

    String example() {
        return switch (this) {
            case BAN_TIME, LATE_TIME -> "a time such as 500ms, 5s, 10m or 2h";
            case RECYCLE_BIN, STRICT_KEYS -> "true or false";
            case EXPIRED_AT -> "one of " + values.replace("|", ", ");
            default -> "a number from 1 to 999999999";
        };
    }
}
