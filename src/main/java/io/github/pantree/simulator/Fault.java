package io.github.pantree.simulator;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A failure of a mkdir or a list call, a few of any call. A call meets at most one fault.
 *
 * <p>"Made" says whether the folders of a mkdir call exist afterwards. A request that would have been refused anyway is
 * still refused: then nothing is made, and only the answer is lost or corrupted.
 */
public enum Fault {
    /** The connection is cut; not made. */
    DROP_BEFORE(true, true),
    /** Made, and the connection is cut. */
    DROP_AFTER(true, false),
    /** Made or not, by the toss of a coin; no answer for a minute, then the connection is cut. */
    HANG(true, true),
    /** HTTP 502 with an HTML body; not made. */
    ERROR_BEFORE(true, true),
    /** Made, and HTTP 502 with an HTML body. */
    ERROR_AFTER(true, false),
    /** Code 1 with an inner error; not made. */
    CODE1_BEFORE(true, true),
    /** Made, and code 1 with an inner error. */
    CODE1_AFTER(true, false),
    /** Made, and HTTP 200 with JSON that ends in the middle. */
    CUT_JSON(true, true),
    /** Made, and code 0 with an empty {@code data.list}. */
    EMPTY_LIST(true, false),
    /** Made, and code 0 with null {@code data}. */
    NO_LIST(true, false),
    /** All made, and code 0 with a {@code data.list} that lacks its last entries. */
    SHORT_LIST(true, false),
    /** HTTP 429 with {@code Retry-After: 1}; not made. */
    LIMIT_STATUS(true, true),
    /** HTTP 200 with code 429; not made. */
    LIMIT_CODE(true, true),
    /** HTTP 429 with an HTML body; not made. */
    LIMIT_HTML(true, true),
    /** Code 401; not made, and an issued token is dead from then on. */
    EXPIRE_TOKEN(true, true),
    /** Made under the asked name, and answered with another one for the first folder of the call. */
    OTHER_NAME(true, false),
    /** Code 1 that denies the parent, which exists; not made. */
    NO_PARENT(true, false),
    /** HTTP 502 for a list call. */
    LIST_ERROR(false, true),
    /** A page with fewer entries than there are and were asked for; the cursor leads to the rest. */
    LIST_SHORT(false, true),
    /** The connection is cut; made only after {@link ServerRule#LATE_TIME}. */
    LATE_COMMIT(true, false),
    /** Code 1 that refuses the account all writes; not made. */
    BAN(true, false),
    /** HTTP 200 with the text {@code "403"} as code, as a blocked address gets it; not made. Any call. */
    ADDRESS_BLOCK(true, true),
    /** HTTP 302 to the portal of a network; not made. Any call. */
    PORTAL(true, true),
    /** HTTP 401 with an HTML page, as a proxy gives it; not made. Any call. */
    LOGIN_PAGE(true, true),
    /** HTTP 404 of a gateway that does not know the address; not made. Any call. */
    NO_ROUTE(true, true);

    private static final Set<Fault> ON_ANY_CALL = EnumSet.of(ADDRESS_BLOCK, PORTAL, LOGIN_PAGE, NO_ROUTE);

    private final boolean onMkdir;
    private final boolean onList;

    Fault(boolean onMkdir, boolean onList) {
        this.onMkdir = onMkdir;
        this.onList = onList;
    }

    /** The name in settings and statistics, for example {@code drop-after}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean on(Api api) {
        return (api == Api.MKDIR && onMkdir) || (api == Api.LIST && onList) || ON_ANY_CALL.contains(this);
    }
}
