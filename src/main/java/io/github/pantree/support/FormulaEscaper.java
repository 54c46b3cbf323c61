package io.github.pantree.support;

import java.util.regex.Pattern;

/**
 * Escapes cells that a spreadsheet would evaluate as formulas. In files for people, an apostrophe before such a cell
 * makes it text; it is removed when such a file is read again. Numbers are not escaped.
 */
public final class FormulaEscaper {

    private static final char APOSTROPHE = '\'';
    private static final String FIRST = "'=+-@\t\r";
    private static final Pattern HARMFUL = Pattern.compile("'*[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)?%?");

    private FormulaEscaper() {}

    /** The cell as text, whatever its content. */
    public static String escape(String cell) {
        return isFormula(cell) ? APOSTROPHE + cell : cell;
    }

    /** The cell before {@link #escape}. */
    public static String unescape(String cell) {
        boolean marked = !cell.isEmpty() && cell.charAt(0) == APOSTROPHE && isFormula(cell.substring(1));
        return marked ? cell.substring(1) : cell;
    }

    /** Includes cells that look escaped, so that escaping is reversible. */
    private static boolean isFormula(String cell) {
        if (cell.isEmpty() || FIRST.indexOf(cell.charAt(0)) < 0) {
            return false;
        }
        return HARMFUL.matcher(cell).matches() && !NUMBER.matcher(cell).matches();
    }
}
