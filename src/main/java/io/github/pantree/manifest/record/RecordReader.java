package io.github.pantree.manifest.record;

import io.github.pantree.support.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The rows of a file with their cells, in order, including the header; blank rows are skipped. */
public interface RecordReader extends Closeable {

    /**
     * A row.
     *
     * @param line the line on which it begins, counted from 1
     * @param flaws cells whose content may not be what the author meant; whether that matters depends on their columns
     * @param problem why it cannot be read; null if it can
     * @param hidden whether it is hidden in the spreadsheet
     * @param merged by position: the value of the merged range, for its empty cells
     */
    record Row(
            long line,
            List<String> cells,
            List<Problem> flaws,
            @Nullable Problem problem,
            boolean hidden,
            Map<Integer, String> merged) {

        public Row(long line, List<String> cells) {
            this(line, cells, List.of(), null);
        }

        public Row(long line, List<String> cells, List<Problem> flaws, @Nullable Problem problem) {
            this(line, cells, flaws, problem, false, Map.of());
        }

        public Row withMerged(Map<Integer, String> values) {
            return new Row(line, cells, flaws, problem, hidden, Map.copyOf(values));
        }

        public static Row bad(Problem problem) {
            return new Row(problem.line(), List.of(), List.of(), problem);
        }

        public boolean isBlank() {
            return problem == null && flaws.isEmpty() && cells.stream().allMatch(String::isEmpty);
        }
    }

    /** Rows held in memory, with nothing to close. */
    static RecordReader of(Iterator<Row> rows) {
        return () -> rows.hasNext() ? rows.next() : null;
    }

    /** Rows held in memory, with nothing to close; {@code hidden} returns whether a column is not shown. */
    static RecordReader of(Iterator<Row> rows, IntPredicate hidden) {
        return new RecordReader() {

            @Override
            public @Nullable Row next() {
                return rows.hasNext() ? rows.next() : null;
            }

            @Override
            public boolean isHiddenColumn(int column) {
                return hidden.test(column);
            }
        };
    }

    /** A single row with a problem, for a file of which no row can be read. */
    static RecordReader failed(Problem problem) {
        return of(List.of(Row.bad(problem)).iterator());
    }

    /** The next row, or null after the last one. */
    @Nullable
    Row next() throws IOException;

    /** Whether a spreadsheet does not show a column, counted from 0; known when a row was read. */
    default boolean isHiddenColumn(int column) {
        return false;
    }

    /** The SHA-256 of the whole file if all its bytes came through this reader, else null. */
    default byte @Nullable [] digest() throws IOException {
        return null;
    }

    @Override
    default void close() throws IOException {}
}
