package io.github.pantree.manifest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The encoding of a manifest.
 *
 * @param bomLength the length of the byte order mark; 0 if there is none
 * @param firstMalformedByte the position of the first bytes that are malformed in this charset; -1 if there are none
 */
record Encoding(Charset charset, int bomLength, long firstMalformedByte) {

    /**
     * The text after the byte order mark; malformed bytes become U+FFFD. Reads every byte, so that a digest is
     * complete.
     */
    Reader open(InputStream bytes) throws IOException {
        if (bytes.readNBytes(bomLength).length < bomLength) {
            throw new EOFException();
        }
        return new InputStreamReader(bytes, charset);
    }

    /** The line of the first malformed bytes. */
    long malformedLine(Path file) throws IOException {
        long line = 1;
        int last = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (long at = 0; at < firstMalformedByte && last >= 0; at++) {
                int read = in.read();
                line += read == '\r' || (read == '\n' && last != '\r') ? 1 : 0;
                last = read;
            }
        }
        return line;
    }
}
