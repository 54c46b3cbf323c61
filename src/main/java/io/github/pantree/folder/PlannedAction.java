package io.github.pantree.folder;

/** What a plan does with a folder. */
public enum PlannedAction {
    CREATE("create"),
    EXISTS("exists"),
    CONFLICT("conflict"),
    BELOW_CONFLICT("below-conflict");

    private final String label;

    PlannedAction(String label) {
        this.label = label;
    }

    /** The action for a folder in a state; a folder that may have been sent is created unless it is found. */
    public static PlannedAction of(FolderState state) {
        return switch (state) {
            case PENDING, SENT -> CREATE;
            case CREATED, EXISTED -> EXISTS;
            case FAILED -> CONFLICT;
            case BLOCKED -> BELOW_CONFLICT;
        };
    }

    /** The value in {@code plan.csv}, and in keys of messages. */
    public String label() {
        return label;
    }
}
