package io.github.pantree.simulator;

import java.util.Locale;

/** An undocumented rule of a server that applies to every call. */
public enum ServerRule {
    /** Maximum number of entries in one parent; further mkdir calls are refused. */
    MAX_CHILDREN("[1-9]\\d{0,8}"),
    /** Maximum level of a folder, counted from 1 for those in the root; deeper mkdir calls are refused. */
    MAX_DEPTH("[1-9]\\d{0,8}"),
    /** Maximum number of mkdir calls in flight; further ones get code 429. */
    MAX_IN_FLIGHT("[1-9]\\d{0,8}"),
    /** Maximum number of mkdir calls in flight below one parent; further ones get code 429. */
    MAX_IN_FLIGHT_PER_PARENT("[1-9]\\d{0,8}"),
    /** With more mkdir calls in flight, all writes of the account are refused for {@link #BAN_TIME}. */
    BAN_IN_FLIGHT("[1-9]\\d{0,8}"),
    /**
     * After this many mkdir calls, and again after as many, all writes of the account are refused for {@link
     * #BAN_TIME}.
     */
    BAN_AFTER("[1-9]\\d{0,8}"),
    /** How long writes are refused; 150 minutes by default. Listings work. */
    BAN_TIME(ServerRules.TIME),
    /** Every listing ends after this many entries as if it were complete. */
    LIST_CUT("[1-9]\\d{0,8}"),
    /** How long after its call a {@link Fault#LATE_COMMIT} creates the folders; five seconds by default. */
    LATE_TIME(ServerRules.TIME),
    /**
     * Deleted entries stay in listings with {@code trashed} 1, and their names stay in use, until they are deleted
     * again.
     */
    RECYCLE_BIN("true|false"),
    /** An issued token becomes invalid after this many calls. */
    TOKEN_CALLS("[1-9]\\d{0,8}"),
    /**
     * The format of a token's {@code expiredAt}: with a zone, without a zone in Beijing time, a number, empty or null.
     */
    EXPIRED_AT("zone|plain|seconds|millis|empty|null"),
    /** The case of keys in a JSON body matters; otherwise {@code parentid} is the same as {@code parentID}. */
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
