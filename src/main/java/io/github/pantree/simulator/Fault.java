package io.github.pantree.simulator;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A fault of a mkdir or list call; a few faults apply to any call. A call has at most one fault.
 *
 * <p>"Created" means that the folders of a mkdir call exist afterwards. A request that would be refused without the
 * fault is still refused; then nothing is created, and only the response is lost or corrupted.
 */
public enum Fault {
    /** Connection closed; not created. */
    DROP_BEFORE(true, true),
    /** Created, then connection closed. */
    DROP_AFTER(true, false),
    /** Created or not, at random; no response for a minute, then connection closed. */
    HANG(true, true),
    /** HTTP 502 with an HTML body; not created. */
    ERROR_BEFORE(true, true),
    /** Created, then HTTP 502 with an HTML body. */
    ERROR_AFTER(true, false),
    /** Code 1 with an internal error; not created. */
    CODE1_BEFORE(true, true),
    /** Created, then code 1 with an internal error. */
    CODE1_AFTER(true, false),
    /** Created, then HTTP 200 with truncated JSON. */
    CUT_JSON(true, true),
    /** Created, then code 0 with an empty {@code data.list}. */
    EMPTY_LIST(true, false),
    /** Created, then code 0 with null {@code data}. */
    NO_LIST(true, false),
    /** All created, then code 0 with a {@code data.list} without its last entries. */
    SHORT_LIST(true, false),
    /** HTTP 429 with {@code Retry-After: 1}; not created. */
    LIMIT_STATUS(true, true),
    /** HTTP 200 with code 429; not created. */
    LIMIT_CODE(true, true),
    /** HTTP 429 with an HTML body; not created. */
    LIMIT_HTML(true, true),
    /** Code 401; not created, and the issued token becomes invalid. */
    EXPIRE_TOKEN(true, true),
    /** Created under the requested name, but the response has another name for the first folder of the call. */
    OTHER_NAME(true, false),
    /** Code 1 with the message that the parent does not exist, although it does; not created. */
    NO_PARENT(true, false),
    /** HTTP 502 for a list call. */
    LIST_ERROR(false, true),
    /** A page with fewer entries than requested and available; the cursor leads to the others. */
    LIST_SHORT(false, true),
    /** Connection closed; created only after {@link ServerRule#LATE_TIME}. */
    LATE_COMMIT(true, false),
    /** Code 1 that refuses all writes of the account; not created. */
    BAN(true, false),
    /** HTTP 200 with the text {@code "403"} as code, as for a blocked address; not created. Any call. */
    ADDRESS_BLOCK(true, true),
    /** HTTP 302 to the login portal of a network; not created. Any call. */
    PORTAL(true, true),
    /** HTTP 401 with an HTML page, as from a proxy; not created. Any call. */
    LOGIN_PAGE(true, true),
    /** HTTP 404 of a gateway without a matching route; not created. Any call. */
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
