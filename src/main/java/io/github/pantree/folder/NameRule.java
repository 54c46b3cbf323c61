package io.github.pantree.folder;

import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * The rules for folder names.
 *
 * <p>The vendor's documents require fewer than 256 characters, none of {@code " \ / : * ? | > <}, and not only
 * whitespace. Leading or trailing whitespace, control characters, {@code .} and {@code ..} are rejected as well: no
 * documented rule covers them, and a server that trims or rejects them would create a tree that differs from the
 * manifest.
 */
public enum NameRule {
    NOT_EMPTY("name.empty"),
    NOT_BLANK("name.blank"),
    LENGTH("name.length"),
    CHARACTERS("name.characters"),
    /** A forbidden character, but most often one that a program wrote for a character that an encoding lacks. */
    QUESTION_MARK("name.questionMark"),
    CONTROL("name.control"),
    UNREADABLE("name.unreadable"),
    GARBLED("name.garbled"),
    EDGES("name.edges"),
    /** Only a warning, since some writing systems and emoji need such characters. */
    INVISIBLE("name.invisible"),
    DOTS("name.dots");

    private static final int MAX_CODE_POINTS = 255;
    private static final String FORBIDDEN = "\"\\/:*|><";
    private static final int REPLACEMENT = 0xFFFD;

    /** Replacement characters whose UTF-8 bytes were read as GBK. */
    private static final String REPLACEMENTS_AS_GBK = "锟斤拷";

    private final String key;

    NameRule(String key) {
        this.key = key;
    }

    /**
     * A violated rule.
     *
     * @param detail the violating part: the characters, the length, or the probable original
     */
    public record Violation(NameRule rule, String detail) {

        /** The violation as a problem of a cell. */
        public Problem at(long line, int column, String name) {
            Severity severity = rule == INVISIBLE ? Severity.WARNING : Severity.PROBLEM;
            return Problem.of(severity, line, column, rule.key, name, detail);
        }
    }

    /** Every rule that {@code name} violates; empty for a valid name. */
    public static List<Violation> violations(String name) {
        if (name.isEmpty()) {
            return List.of(new Violation(NOT_EMPTY, ""));
        }
        if (isOrdinary(name)) {
            return garbled(name);
        }
        if (has(name, NameRule::isUnreadable) || name.contains(REPLACEMENTS_AS_GBK)) {
            return List.of(new Violation(UNREADABLE, ""));
        }
        if (!has(name, c -> !isBlank(c))) {
            return List.of(new Violation(NOT_BLANK, ""));
        }
        List<Violation> garbled = garbled(name);
        return garbled.isEmpty() ? violationsOfReadable(name) : garbled;
    }

    private static List<Violation> violationsOfReadable(String name) {
        List<Violation> violations = new ArrayList<>();
        int length = name.codePointCount(0, name.length());
        add(violations, LENGTH, length > MAX_CODE_POINTS ? String.valueOf(length) : "");
        add(violations, CHARACTERS, matches(name, c -> FORBIDDEN.indexOf(c) >= 0, Character::toString));
        add(violations, QUESTION_MARK, matches(name, c -> c == '?', Character::toString));
        add(violations, CONTROL, matches(name, Character::isISOControl, "U+%04X"::formatted));
        add(violations, INVISIBLE, matches(name, NameRule::isInvisible, "U+%04X"::formatted));
        if (isBlank(name.codePointAt(0)) || isBlank(name.codePointBefore(name.length()))) {
            violations.add(new Violation(EDGES, ""));
        }
        if (name.equals(".") || name.equals("..")) {
            violations.add(new Violation(DOTS, ""));
        }
        return violations;
    }

    private static void add(List<Violation> violations, NameRule rule, String detail) {
        if (!detail.isEmpty()) {
            violations.add(new Violation(rule, detail));
        }
    }

    /**
     * Whether a name consists of letters and digits, as most do; it can then only be garbled. One pass instead of one
     * per rule.
     */
    private static boolean isOrdinary(String name) {
        boolean ordinary = name.length() <= MAX_CODE_POINTS;
        for (int i = 0; i < name.length() && ordinary; i++) {
            char c = name.charAt(i);
            ordinary = Character.isLetterOrDigit(c) || c == '-' || c == '_';
        }
        return ordinary && !name.contains(REPLACEMENTS_AS_GBK);
    }

    private static List<Violation> garbled(String name) {
        return MojibakeDetector.repair(name)
                .map(meant -> List.of(new Violation(GARBLED, meant)))
                .orElse(List.of());
    }

    private static boolean has(String name, IntPredicate test) {
        return name.codePoints().anyMatch(test);
    }

    /** The different characters for which a test holds; empty if there are none. */
    private static String matches(String name, IntPredicate test, IntFunction<String> format) {
        return name.codePoints().filter(test).distinct().mapToObj(format).collect(Collectors.joining(" "));
    }

    /** Includes the no-break spaces, which {@link Character#isWhitespace(int)} excludes and Excel often inserts. */
    public static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /** Zero-width characters, and those that change the writing direction. */
    private static boolean isInvisible(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT;
    }

    /** Replacement characters, which stand for undecodable bytes, and lone surrogates, which cannot be encoded. */
    private static boolean isUnreadable(int codePoint) {
        return codePoint == REPLACEMENT || Character.getType(codePoint) == Character.SURROGATE;
    }
}
