package io.github.pantree.folder;

import java.util.Locale;

/** What is known of a folder of a manifest. {@code src/docs/decisions/002} draws the transitions. */
public enum FolderState {
    /** Nothing was sent for it, or it is certain that nothing came of what was sent. */
    PENDING,
    /** A mkdir for it may have left and its answer is not recorded: in doubt until the parent was listed. */
    SENT,
    /** Made by a run of this manifest; its dirID is known. */
    CREATED,
    /** Was there already; its dirID is known. */
    EXISTED,
    /** Refused for good, or parked because sending again could make a twin. */
    FAILED,
    /** Not sent, since an ancestor failed. */
    BLOCKED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As the contract writes it. */
    public String label() {
        return label;
    }

    /** Whether the folder is there and its dirID known. */
    public boolean exists() {
        return this == CREATED || this == EXISTED;
    }
}
