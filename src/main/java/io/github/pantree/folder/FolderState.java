package io.github.pantree.folder;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The state of a folder of a manifest. {@code src/docs/decisions/002} shows the transitions. */
public enum FolderState {
    /** No call was sent, or a call certainly did not create the folder. */
    PENDING,
    /** A mkdir call may have been sent, and no response is recorded: in doubt until the parent is listed. */
    SENT,
    /** Created by a run of this manifest; its dirID is known. */
    CREATED,
    /** Existed before; its dirID is known. */
    EXISTED,
    /** Refused permanently, or failed because sending again could create a duplicate. */
    FAILED,
    /** Not sent, because an ancestor failed. */
    BLOCKED;

    /** The states of folders that do not exist, as far as the ledger knows. */
    public static final Set<FolderState> UNDONE =
            Collections.unmodifiableSet(EnumSet.of(PENDING, SENT, FAILED, BLOCKED));

    /** The states of folders that a run still creates or settles. */
    public static final Set<FolderState> UNFINISHED = Collections.unmodifiableSet(EnumSet.of(PENDING, SENT));

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in result files and JSON. */
    public String label() {
        return label;
    }

    /** Whether the folder exists and its dirID is known. */
    public boolean exists() {
        return this == CREATED || this == EXISTED;
    }
}
