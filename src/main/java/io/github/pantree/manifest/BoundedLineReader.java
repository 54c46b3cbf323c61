package io.github.pantree.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The lines of a text, ended by LF, CRLF or CR. Of a line longer than the limit, only the beginning is kept. */
final class BoundedLineReader implements Closeable {

    /** A spreadsheet's cell holds 32,767 characters; a row of names is far shorter than several of them. */
    static final int LONGEST = 1_000_000;

    /**
     * @param end what ended it; empty at the end of the file
     * @param isCut whether it was longer than {@link #LONGEST}; its text is a beginning then
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
            // Stays at the end, whatever the reader does when it is asked again.
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
