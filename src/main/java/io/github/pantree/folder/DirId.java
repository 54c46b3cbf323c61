package io.github.pantree.folder;

/**
 * The remote identifier of a folder, opaque: it is never parsed, trimmed or changed in case.
 *
 * @param value the identifier as the API gave it; empty for the root of the account
 */
public record DirId(String value) {

    /** The root of the account: the API takes an empty {@code parentID} for it. */
    public static final DirId ROOT = new DirId("");

    private static final int LONGEST = 1000;

    /**
     * Whether a text that the API gave can be the identifier of a folder, however opaque: something that is visible,
     * not longer than 1,000 UTF-16 units, without control and formatting characters, line separators or halves of a
     * character.
     */
    public static boolean isPlausible(String value) {
        return !value.isBlank()
                && value.length() <= LONGEST
                && value.codePoints().noneMatch(DirId::isUnprintable);
    }

    private static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
