package io.github.pantree.manifest;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvMultilineLimitBrokenException;
import com.opencsv.exceptions.CsvValidationException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a UTF-8 CSV file in order, each with the line it begins on; blank lines are passed over.
 *
 * <p>Bytes that are not UTF-8 become U+FFFD, which {@link io.github.pantree.folder.NameRule} refuses with the right line.
 */
final class CsvRecords implements Closeable {

    /** No sane cell spans more; a quote that is never closed would otherwise swallow the rest of the file. */
    private static final int MAX_LINES_PER_RECORD = 1_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** @param line the line on which the record begins, counted from 1 */
    record CsvRecord(long line, List<String> cells) {}

    private final CSVReader reader;

    CsvRecords(Path file) throws IOException {
        Reader text = skipMark(
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16));
        reader = new CSVReaderBuilder(text)
                .withCSVParser(new RFC4180ParserBuilder().build())
                .withMultilineLimit(MAX_LINES_PER_RECORD)
                .build();
    }

    /**
     * The next record, or null at the end of the file.
     *
     * @throws InvalidManifest if a quote is left open
     */
    @Nullable
    CsvRecord next() throws IOException, InvalidManifest {
        while (true) {
            long line = reader.getLinesRead() + 1;
            String @Nullable [] cells = read(line);
            if (cells == null) {
                return null;
            }
            if (!Arrays.stream(cells).allMatch(String::isEmpty)) {
                return new CsvRecord(line, List.of(cells));
            }
        }
    }

    private String @Nullable [] read(long line) throws IOException, InvalidManifest {
        try {
            return reader.readNext();
        } catch (CsvMalformedLineException | CsvMultilineLimitBrokenException e) {
            throw openQuote(line, e);
        } catch (CsvValidationException e) {
            throw openQuote(line, e);
        }
    }

    private static InvalidManifest openQuote(long line, Exception cause) {
        InvalidManifest invalid = new InvalidManifest(new Problem(
                line,
                "a quote is opened and not closed",
                "",
                "a cell that begins with \" ends with \" within " + MAX_LINES_PER_RECORD + " lines",
                "close the quote, or double it if it belongs to the text"));
        invalid.initCause(cause);
        return invalid;
    }

    private static Reader skipMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
