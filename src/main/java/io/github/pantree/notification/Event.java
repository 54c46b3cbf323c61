package io.github.pantree.notification;

import java.util.Locale;

/** An event that can be reported. */
public enum Event {
    /** Every folder of the manifest exists. */
    SUCCESS,
    /** The run finished, but some rows failed or are blocked. */
    PARTIAL,
    /** The run was stopped before its end: by a signal, its deadline, or because the API was down. */
    STOPPED,
    /** The run failed: an invalid manifest or setting, rejected credentials, a defect. */
    FAILED,
    /** No manifest arrived by the expected time. */
    MISSING;

    /** The value in settings and JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
