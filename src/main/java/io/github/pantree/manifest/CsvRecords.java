package io.github.pantree.manifest;

import com.opencsv.ICSVParser;
import com.opencsv.RFC4180ParserBuilder;
import io.github.pantree.manifest.BoundedLineReader.Line;
import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. An unclosed quote invalidates its own row, not the rows after it. */
final class CsvRecords implements RecordReader {

    /** No valid cell spans more lines. */
    private static final int MAX_LINES_PER_RECORD = 1_000;

    /** A file with more open quotes is not CSV; further reading is slow and reports nothing new. */
    private static final int MAX_OPEN_QUOTES = 20;

    private final Path file;
    private final Encoding encoding;
    private final DigestInputStream bytes;
    private final BoundedLineReader lines;
    private final ICSVParser parser;
    private final boolean announced;
    private final Deque<Line> putBack = new ArrayDeque<>();
    private long line;
    private int openQuotes;
    private boolean damaged;

    CsvRecords(Path file, Encoding encoding, String delimiter) throws IOException {
        this.file = file;
        this.encoding = encoding;
        this.damaged = encoding.firstMalformedByte() >= 0;
        bytes = new DigestInputStream(Files.newInputStream(file), Sha256.newDigest());
        try {
            lines = new BoundedLineReader(encoding.open(bytes));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
        parser = new RFC4180ParserBuilder().withSeparator(delimiter.charAt(0)).build();
        Line first = nextLine();
        announced = first != null && DelimiterDetector.announcesDelimiter(first.text(), delimiter);
        if (first != null && !DelimiterDetector.isAnnouncement(first.text())) {
            putBack(List.of(first));
        }
    }

    /** Whether the first line of the file names the delimiter. */
    boolean isDelimiterLine() {
        return announced;
    }

    @Override
    public @Nullable Row next() throws IOException {
        while (true) {
            Line first = openQuotes < MAX_OPEN_QUOTES ? nextLine() : null;
            if (first == null) {
                return damage();
            }
            Row row = first.isCut() ? tooLong(first) : record(first);
            if (!row.isBlank()) {
                return row;
            }
        }
    }

    /** Reported after the rows, so that all readable rows are checked. */
    private @Nullable Row damage() throws IOException {
        if (!damaged) {
            return null;
        }
        damaged = false;
        String charset = encoding.charset().name();
        return Row.bad(Problem.of(encoding.malformedLine(file), 1, "file.encoding", charset, charset));
    }

    private Row record(Line first) throws IOException {
        long begin = line;
        QuoteTracker quotes = new QuoteTracker(parser.getSeparator());
        quotes.follow(first.text());
        if (quotes.stray() > 0) {
            return bad(begin, first, Problem.of(begin, quotes.stray(), "row.stray", first.text()));
        }
        String[] cells = parser.parseLineMulti(first.text());
        return parser.isPending() ? longRecord(begin, first, quotes) : new Row(begin, Arrays.asList(cells));
    }

    private Row longRecord(long begin, Line first, QuoteTracker quotes) throws IOException {
        List<Line> taken = new ArrayList<>();
        StringBuilder whole = new StringBuilder(first.text());
        String end = first.end();
        while (parser.isPending()) {
            Line next = taken.size() < MAX_LINES_PER_RECORD ? nextLine() : null;
            if (next != null) {
                taken.add(next);
            }
            if (next == null || next.isCut() || whole.length() + next.text().length() > BoundedLineReader.LONGEST) {
                return openQuote(begin, quotes.opened(), first, taken);
            }
            int opened = quotes.opened();
            quotes.follow(next.text());
            if (quotes.stray() > 0) {
                return openQuote(begin, opened, first, taken);
            }
            whole.append(end).append(next.text());
            end = next.end();
            parser.parseLineMulti(next.text());
        }
        // Parsed again as a whole, since parsing by line replaces every line break in a cell by LF.
        return new Row(begin, Arrays.asList(parser.parseLine(whole.toString())));
    }

    private Row openQuote(long begin, int cell, Line first, List<Line> taken) throws IOException {
        // Resets the parser; the lines after the opening quote are parsed as separate rows.
        parser.parseLine("");
        openQuotes++;
        putBack(taken);
        return bad(begin, first, Problem.of(begin, cell, "row.quote", first.text(), MAX_LINES_PER_RECORD));
    }

    private static Row bad(long line, Line text, Problem problem) {
        return new Row(line, List.of(text.text()), List.of(), problem);
    }

    private Row tooLong(Line cut) {
        return bad(line, cut, Problem.of(line, 1, "row.long", cut.text(), BoundedLineReader.LONGEST));
    }

    private @Nullable Line nextLine() throws IOException {
        Line next = putBack.isEmpty() ? lines.next() : putBack.removeFirst();
        line += next == null ? 0 : 1;
        return next;
    }

    private void putBack(List<Line> taken) {
        line -= taken.size();
        for (int i = taken.size() - 1; i >= 0; i--) {
            putBack.addFirst(taken.get(i));
        }
    }

    @Override
    public byte[] digest() throws IOException {
        bytes.transferTo(OutputStream.nullOutputStream());
        return bytes.getMessageDigest().digest();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
