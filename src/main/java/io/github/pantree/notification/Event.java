package io.github.pantree.notification;

import java.util.Locale;

/** What is reported. */
public enum Event {
    /** Every folder of the manifest exists. */
    SUCCESS,
    /** The run finished, but some rows failed or are blocked. */
    PARTIAL,
    /** The run was stopped before its end: by a signal, its deadline, or because the API was down. */
    STOPPED,
    /** The run could not do its work: a bad manifest or setting, refused credentials, a defect. */
    FAILED,
    /** No manifest was there by the time by which one was expected. */
    MISSING;

    /** The word for it in settings and in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
