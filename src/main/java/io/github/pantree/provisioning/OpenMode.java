package io.github.pantree.provisioning;

/** The purpose for which a home is opened. */
public enum OpenMode {
    /** Locks the home. */
    RUN,
    /** Uses a temporary database. */
    PLAN,
    /** Locks the home, since it reads the records of runs. */
    VERIFY,
    /** Needs neither credentials nor the API. */
    STATUS,
    /** Like {@link #STATUS}, to delete runs. */
    PURGE;

    boolean needsApi() {
        return this != STATUS && this != PURGE;
    }
}
