package io.github.pantree.manifest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How the bytes of a manifest become text.
 *
 * @param bomLength the length of the byte order mark at the beginning; 0 if there is none
 * @param firstMalformedByte where the first bytes are that are no text in this charset; -1 if all are
 */
record Encoding(Charset charset, int bomLength, long firstMalformedByte) {

    private static final int BUFFER = 1 << 16;

    /** Reads a file to its end, and decides how it is text; see {@link EncodingDetector}. */
    static Encoding of(Path file, ManifestOptions options) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return EncodingDetector.detect(in, options);
        }
    }

    /** The text behind the mark; what is no text becomes U+FFFD. Every byte is read, none skipped, so that a digest sees all. */
    Reader open(InputStream bytes) throws IOException {
        if (bytes.readNBytes(bomLength).length < bomLength) {
            throw new EOFException();
        }
        return new InputStreamReader(bytes, charset);
    }

    /** The line that holds the flaw. */
    long flawedLine(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            long line = 1;
            long left = firstMalformedByte;
            byte last = 0;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    break;
                }
                for (byte b : Arrays.copyOf(buffer, read)) {
                    line += b == '\n' ? (last == '\r' ? 0 : 1) : b == '\r' ? 1 : 0;
                    last = b;
                }
                left -= read;
            }
            return line;
        }
    }
}
