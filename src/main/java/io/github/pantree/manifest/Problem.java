package io.github.pantree.manifest;

import io.github.pantree.folder.NameRule;

/**
 * Something about a manifest that keeps it from being run.
 *
 * @param line the line of the file it is about, counted from 1
 * @param what what is wrong
 * @param value the offending text, as found
 * @param rule what holds for such a value
 * @param remedy what to do about it
 */
public record Problem(long line, String what, String value, String rule, String remedy) {

    private static final int SHOWN_VALUE = 80;
    private static final int UNPRINTABLE = 0x2423;

    static Problem name(long line, NameRule broken, String name) {
        return new Problem(line, broken.complaint(), name, broken.rule(), broken.remedy());
    }

    /** The problem in one line, {@code file:line: what — "value" — rule — remedy}, fit for a terminal. */
    public String describe(String file) {
        return "%s:%d: %s — \"%s\" — %s — %s".formatted(file, line, what, printable(value), rule, remedy);
    }

    /** A hostile value must neither move the cursor of a terminal nor flood it. */
    private static String printable(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints()
                .limit(SHOWN_VALUE)
                .forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? UNPRINTABLE : c));
        return value.codePointCount(0, value.length()) > SHOWN_VALUE ? text + "…" : text.toString();
    }
}
