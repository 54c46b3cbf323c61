package io.github.pantree.folder;

import java.util.Locale;
import java.util.Set;

/**
 * The remote identifier of a folder. It is opaque: never parsed, trimmed or changed in case.
 *
 * @param value the identifier from the API; empty for the root folder
 */
public record DirId(String value) {

    /** The root folder of the account: the API expects an empty {@code parentID} for it. */
    public static final DirId ROOT = new DirId("");

    private static final int LONGEST = 1000;

    /** Values that databases and people use as the parent of what is at the top level. */
    private static final Set<String> WORDS_FOR_NO_PARENT = Set.of(
            "0", "-1", "00", "000", "0.0", "-", "--", "—", "/", "#", "root", "top", "null", "none", "nil", "nan", "n/a",
            "#n/a", "\\n", "根", "根目录", "根节点", "顶级", "顶层", "一级", "无", "空");

    /**
     * Whether a text from the API can be a dirID: not blank, at most 1,000 UTF-16 units, and without control and
     * formatting characters, line separators or lone surrogates.
     */
    public static boolean isPlausible(String value) {
        return !value.isBlank()
                && value.length() <= LONGEST
                && value.codePoints().noneMatch(DirId::isUnprintable);
    }

    /** Whether a reference to a parent seems to mean that there is none. */
    public static boolean seemsToMeanNoParent(String reference) {
        return WORDS_FOR_NO_PARENT.contains(reference.strip().toLowerCase(Locale.ROOT));
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

    /** For messages: a slash for the root folder. */
    public String orSlash() {
        return value.isEmpty() ? "/" : value;
    }

    @Override
    public String toString() {
        return value;
    }
}
