package io.github.pantree.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a text, terminated by LF, CRLF or CR. A line longer than the limit is truncated. */
final class BoundedLineReader implements Closeable {

    /** A cell of a spreadsheet holds 32,767 characters; a row of names is much shorter than several such cells. */
    static final int LONGEST = 1_000_000;

    /**
     * @param end the line terminator; empty at the end of the file
     * @param isCut whether the line was longer than {@link #LONGEST}, so that its text is truncated
     */
    record Line(String text, String end, boolean isCut) {}

    private static final int SHOWN_OF_LONG = 100;
    private static final int BUFFER = 1 << 16;

    private final Reader text;
    private final char[] buffer = new char[BUFFER];
    private int at;
    private int filled;

    BoundedLineReader(Reader text) {
        this.text = text;
    }

    /** The next line, or null after the last one. */
    @Nullable
    Line next() throws IOException {
        if (!fill()) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        boolean cut = false;
        while (fill()) {
            int from = at;
            while (at < filled && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            if (line.length() + at - from > LONGEST) {
                cut = true;
                line.setLength(Math.min(line.length(), SHOWN_OF_LONG));
            } else if (!cut) {
                line.append(buffer, from, at - from);
            }
            if (at < filled) {
                return new Line(line.toString(), end(), cut);
            }
        }
        return new Line(line.toString(), "", cut);
    }

    private String end() throws IOException {
        if (buffer[at++] == '\n') {
            return "\n";
        }
        if (fill() && buffer[at] == '\n') {
            at++;
            return "\r\n";
        }
        return "\r";
    }

    private boolean fill() throws IOException {
        while (at == filled && filled >= 0) {
            at = 0;
            filled = text.read(buffer, 0, BUFFER);
        }
        if (filled < 0) {
            // Stays at the end of the file, even if it is read again.
            at = filled;
            return false;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
