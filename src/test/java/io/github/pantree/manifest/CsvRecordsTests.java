package io.github.pantree.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRecordsTests {

    private static final int MAX_LINES = 1_000;
    private static final int MAX_OPEN_QUOTES = 20;

    @TempDir
    private Path folder;

    @Test
    void countsLinesAndSkipsBlankRows() throws Exception {
        assertThat(rows("\na,b\n\n,\n\"\",\nc,d"))
                .containsExactly(new Row(2, List.of("a", "b")), new Row(6, List.of("c", "d")));
    }

    @Test
    void keepsSpacesEmptyCellsAndDoubledQuotes() throws Exception {
        assertThat(rows(" a ,,\"x \"\"y\"\" ,z\",\n"))
                .containsExactly(new Row(1, List.of(" a ", "", "x \"y\" ,z", "")));
    }

    @Test
    void treatsAQuoteInsideAPlainCellAsText() throws Exception {
        assertThat(rows("5\",x\n")).extracting(Row::cells).containsExactly(List.of("5\"", "x"));
    }

    @Test
    void splitsAtItsOwnDelimiterOnly() throws Exception {
        assertThat(rows("a,b;c\td|e\n", "|")).containsExactly(new Row(1, List.of("a,b;c\td", "e")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void keepsTheLineEndsInsideQuotes(String end) throws Exception {
        String text = String.join(end, "a,\"one", "", "two\"", "b,c", "");
        assertThat(rows(text))
                .containsExactly(new Row(1, List.of("a", "one" + end + end + "two")), new Row(4, List.of("b", "c")));
    }

    @Test
    void skipsAnAnnouncementButCountsItsLine() throws Exception {
        assertThat(rows("sep=;\na;b\n", ";")).containsExactly(new Row(2, List.of("a", "b")));
        assertThat(rows("sep=|\na;b\n", ";")).as("of another one").containsExactly(new Row(2, List.of("a", "b")));
        assertThat(rows("a;b\nsep=;\n", ";")).extracting(Row::line).containsExactly(1L, 2L);
    }

    @Test
    void recognizesTheAnnouncementOfItsDelimiter() throws Exception {
        assertThat(isAnnounced("sep=;\na;b\n")).isTrue();
        assertThat(isAnnounced("sep=,\na;b\n")).isFalse();
        assertThat(isAnnounced("a;b\n")).isFalse();
        assertThat(isAnnounced("")).isFalse();
    }

    @Test
    void reportsTextBehindAQuoteAndReadsTheNextRow() throws Exception {
        assertThat(rows("x,\"a\"b\n\"c\",d\n"))
                .containsExactly(
                        bad(1, "x,\"a\"b", Problem.of(1, 2, "row.stray", "x,\"a\"b")), new Row(2, List.of("c", "d")));
    }

    @Test
    void reportsAnOpenQuoteAndReadsTheLinesBehindItAsRows() throws Exception {
        assertThat(rows("a,b\nx,\"open\n\nc,d\ne,f\n"))
                .containsExactly(
                        new Row(1, List.of("a", "b")),
                        openQuote(2, 2, "x,\"open"),
                        new Row(4, List.of("c", "d")),
                        new Row(5, List.of("e", "f")));
    }

    @Test
    void reportsTheOpeningQuoteWhenTextStandsBehindItsEndOnAnotherLine() throws Exception {
        assertThat(rows("x,\"open\ny\"z,\"q\"\nc,d\n"))
                .containsExactly(
                        openQuote(1, 2, "x,\"open"), new Row(2, List.of("y\"z", "q")), new Row(3, List.of("c", "d")));
    }

    @Test
    void readsARecordOfTheMostLines() throws Exception {
        String inner = "x\n".repeat(MAX_LINES - 1);
        assertThat(rows("\"a\n" + inner + "z\",b\nc,d\n"))
                .containsExactly(
                        new Row(1, List.of("a\n" + inner + "z", "b")), new Row(MAX_LINES + 2, List.of("c", "d")));
    }

    @Test
    void reportsARecordOfOneLineMore() throws Exception {
        List<Row> rows = rows("\"a\n" + "x\n".repeat(MAX_LINES) + "z,b\nc,d\n");
        assertThat(rows).hasSize(MAX_LINES + 3);
        assertThat(rows.get(0)).isEqualTo(openQuote(1, 1, "\"a"));
        assertThat(rows.get(1)).isEqualTo(new Row(2, List.of("x")));
        assertThat(rows.get(MAX_LINES + 2)).isEqualTo(new Row(MAX_LINES + 3, List.of("c", "d")));
    }

    @Test
    void readsARecordOfTheMostCharactersAndNoLongerOne() throws Exception {
        String half = "x".repeat(BoundedLineReader.LONGEST / 2 - 1);
        assertThat(rows("\"" + half + "\n" + half + "\"\n")).containsExactly(new Row(1, List.of(half + "\n" + half)));
        List<Row> rows = rows("\"" + half + "\n" + half + "x\"\nc\n");
        assertThat(rows).extracting(Row::line).containsExactly(1L, 2L, 3L);
        assertThat(rows.get(0)).isEqualTo(openQuote(1, 1, "\"" + half));
    }

    @Test
    void reportsALineThatIsTooLongAndReadsTheNextOne() throws Exception {
        String shown = "x".repeat(100);
        assertThat(rows("x".repeat(BoundedLineReader.LONGEST + 1) + "\na,b\n"))
                .containsExactly(
                        bad(1, shown, Problem.of(1, 1, "row.long", shown, BoundedLineReader.LONGEST)),
                        new Row(2, List.of("a", "b")));
    }

    @Test
    void endsAQuoteBeforeALineThatIsTooLong() throws Exception {
        assertThat(rows("\"a\n" + "x".repeat(BoundedLineReader.LONGEST + 1) + "\nb\n"))
                .extracting(Row::line)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void stopsAfterTooManyOpenQuotes() throws Exception {
        assertThat(rows("\"x\n".repeat(MAX_OPEN_QUOTES) + "a\n"))
                .as("quotes pair up, and each is followed by text")
                .hasSize(MAX_OPEN_QUOTES);
        List<Row> rows = rows("a,\"x\n".repeat(MAX_OPEN_QUOTES - 1) + "b,c\n");
        assertThat(rows).hasSize(MAX_OPEN_QUOTES);
        assertThat(rows.get(MAX_OPEN_QUOTES - 1)).isEqualTo(new Row(MAX_OPEN_QUOTES, List.of("b", "c")));
    }

    private static Row bad(long line, String text, Problem problem) {
        return new Row(line, List.of(text), List.of(), problem);
    }

    private static Row openQuote(long line, int cell, String text) {
        return bad(line, text, Problem.of(line, cell, "row.quote", text, MAX_LINES));
    }

    private boolean isAnnounced(String text) throws IOException {
        try (CsvRecords records = records(text, ";")) {
            return records.isDelimiterLine();
        }
    }

    private List<Row> rows(String text) throws IOException {
        return rows(text, ",");
    }

    private List<Row> rows(String text, String delimiter) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (CsvRecords records = records(text, delimiter)) {
            for (Row row = records.next(); row != null; row = records.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private CsvRecords records(String text, String delimiter) throws IOException {
        Path file = Files.writeString(folder.resolve("manifest.csv"), text);
        return new CsvRecords(file, new Encoding(UTF_8, 0, -1), delimiter);
    }
}
