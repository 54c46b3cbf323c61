package io.github.pantree.manifest.workbook;

/** The maximum size of a sheet in the format. A file that claims more would make its reader allocate without limit. */
final class SheetLimits {

    private static final int MOST_ROWS = 1_048_576;
    static final int MOST_COLUMNS = 16_384;

    private static final int LETTERS = 3;

    private SheetLimits() {}

    /**
     * The column of a reference such as {@code AB12}, counted from 0; beyond the limit if it has more than three
     * letters.
     */
    static int column(String reference) {
        int column = 0;
        int i = 0;
        for (; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
            column =
                    i < LETTERS ? column * 26 + Character.toUpperCase(reference.charAt(i)) - 'A' + 1 : MOST_COLUMNS + 1;
        }
        return column - 1;
    }

    /**
     * Checks the position of a cell before memory is allocated for it.
     *
     * @param line counted from 1
     * @param column counted from 0
     */
    static void check(long line, int column) throws UnreadableWorkbookException {
        if (line < 1 || line > MOST_ROWS || column < 0 || column >= MOST_COLUMNS) {
            throw new UnreadableWorkbookException("limits", line, column + 1L, MOST_ROWS, MOST_COLUMNS);
        }
    }
}
