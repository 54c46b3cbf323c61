package io.github.pantree.report;

/**
 * Whether CSV files in Unicode begin with a byte order mark. Without it, Excel decodes them with the machine's own
 * encoding; with it, many programs take the mark for a part of the first column's name.
 */
public enum ByteOrderMark {
    /** Only files that people open: {@code rejects.csv} and {@code problems.csv}, where Excel needs it. */
    AUTO,
    ALWAYS,
    NEVER;

    /** For a file that programs read by its columns. */
    boolean forPrograms() {
        return this == ALWAYS;
    }

    /** @param needed whether Excel would misread the file without it */
    boolean forPeople(boolean needed) {
        return this == ALWAYS || (this == AUTO && needed);
    }
}
