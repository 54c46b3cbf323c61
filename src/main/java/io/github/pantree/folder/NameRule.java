package io.github.pantree.folder;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What a folder name must be.
 *
 * <p>The vendor's documents ask for fewer than 256 characters, none of {@code " \ / : * ? | > <}, and not only blanks.
 * Leading or trailing blanks, control characters, {@code .} and {@code ..} are refused as well: no documented rule
 * covers them, and a server that trims or rejects them would leave a tree that differs from the manifest.
 */
public enum NameRule {
    NOT_EMPTY("the name is empty", "a folder name has at least one character", "give it a name"),
    NOT_BLANK("the name is only blanks", "a folder name has a visible character", "give it a name"),
    LENGTH("the name is too long", "a folder name has fewer than 256 characters", "shorten it"),
    CHARACTERS(
            "the name holds a forbidden character",
            "a folder name holds none of \" \\ / : * ? | > <",
            "replace the character"),
    CONTROL("the name holds a control character", "a folder name holds no control characters", "remove it"),
    UNREADABLE(
            "the text is not valid UTF-8 here",
            "a manifest is UTF-8 text",
            "save the file as UTF-8 (in Excel: \"CSV UTF-8\")"),
    EDGES("the name begins or ends with a blank", "a folder name has no blanks around it", "remove the blank"),
    DOTS("the name is . or ..", "a folder name is not a path step", "give it a name");

    private static final int MAX_CODE_POINTS = 255;
    private static final String FORBIDDEN = "\"\\/:*?|><";
    private static final int REPLACEMENT = 0xFFFD;

    private final String complaint;
    private final String rule;
    private final String remedy;

    NameRule(String complaint, String rule, String remedy) {
        this.complaint = complaint;
        this.rule = rule;
        this.remedy = remedy;
    }

    /** What is wrong with a name that breaks this rule, as the start of a sentence. */
    public String complaint() {
        return complaint;
    }

    public String rule() {
        return rule;
    }

    public String remedy() {
        return remedy;
    }

    /** The first rule that {@code name} breaks; empty for a good name. */
    public static Optional<NameRule> brokenBy(String name) {
        if (name.isEmpty()) {
            return Optional.of(NOT_EMPTY);
        }
        if (has(name, NameRule::isUnreadable)) {
            return Optional.of(UNREADABLE);
        }
        if (!has(name, c -> !isBlank(c))) {
            return Optional.of(NOT_BLANK);
        }
        if (name.codePointCount(0, name.length()) > MAX_CODE_POINTS) {
            return Optional.of(LENGTH);
        }
        if (has(name, c -> FORBIDDEN.indexOf(c) >= 0)) {
            return Optional.of(CHARACTERS);
        }
        if (has(name, Character::isISOControl)) {
            return Optional.of(CONTROL);
        }
        if (isBlank(name.codePointAt(0)) || isBlank(name.codePointBefore(name.length()))) {
            return Optional.of(EDGES);
        }
        return name.equals(".") || name.equals("..") ? Optional.of(DOTS) : Optional.empty();
    }

    private static boolean has(String name, IntPredicate test) {
        return name.codePoints().anyMatch(test);
    }

    /** Includes the no-break spaces, which {@link Character#isWhitespace(int)} leaves out and Excel likes to insert. */
    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /** A replacement character stands where bytes could not be decoded; a lone surrogate cannot be encoded. */
    private static boolean isUnreadable(int codePoint) {
        return codePoint == REPLACEMENT || Character.getType(codePoint) == Character.SURROGATE;
    }
}
