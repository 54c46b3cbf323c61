package io.github.pantree.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a manifest become text.
 *
 * @param bomLength the length of the byte order mark at the beginning; 0 if there is none
 * @param firstMalformedByte where the first bytes are that are no text in this charset; -1 if all are
 */
record Encoding(Charset charset, int bomLength, long firstMalformedByte) {

    private static final int BUFFER = 1 << 16;
    private static final Charset GB18030 = Charset.forName("GB18030");

    /** Byte order mark, else strict UTF-8, else GB18030; if it is neither, the one that gets further. */
    static Encoding of(Path file, ManifestOptions options) throws IOException {
        byte[] beginning = beginning(file);
        Charset asked = options.charset();
        Encoding marked = marked(beginning);
        if (asked != null) {
            boolean same = marked != null
                    && (marked.charset().equals(asked) || asked.name().equals("UTF-16"));
            Charset charset = marked != null && same ? marked.charset() : asked;
            return requireWellFormed(file, charset, marked != null && same ? marked.bomLength() : 0);
        }
        if (marked != null) {
            return requireWellFormed(file, marked.charset(), marked.bomLength());
        }
        if (manyZeros(beginning)) {
            Encoding utf16 = unmarked16(file, beginning);
            if (utf16 != null) {
                return utf16;
            }
        }
        Encoding utf8 = requireWellFormed(file, StandardCharsets.UTF_8, 0);
        if (utf8.firstMalformedByte() < 0) {
            return utf8;
        }
        Encoding utf16 = unmarked16(file, beginning);
        if (utf16 != null && utf16.firstMalformedByte() < 0) {
            return utf16;
        }
        if (isMostlyUtf8(file)) {
            return utf8;
        }
        Encoding gb18030 = requireWellFormed(file, GB18030, 0);
        return gb18030.firstMalformedByte() < 0 || gb18030.firstMalformedByte() > utf8.firstMalformedByte()
                ? gb18030
                : utf8;
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(1024);
        }
    }

    private static @Nullable Encoding marked(byte[] bytes) {
        if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
            return new Encoding(StandardCharsets.UTF_8, 3, -1);
        }
        if (begins(bytes, 0xFF, 0xFE, 0, 0)) {
            return new Encoding(Charset.forName("UTF-32LE"), 4, -1);
        }
        if (begins(bytes, 0, 0, 0xFE, 0xFF)) {
            return new Encoding(Charset.forName("UTF-32BE"), 4, -1);
        }
        if (begins(bytes, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, 2, -1);
        }
        return begins(bytes, 0xFE, 0xFF) ? new Encoding(StandardCharsets.UTF_16BE, 2, -1) : null;
    }

    private static boolean begins(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Text in GB18030 makes a character of UTF-8 now and then; damaged UTF-8 is well-formed but for the damage. */
    private static boolean isMostlyUtf8(Path file) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith("\uFFFD");
        long good = 0;
        long bad = 0;
        try (Reader text = new InputStreamReader(Files.newInputStream(file), decoder)) {
            char[] chars = new char[BUFFER];
            for (int read = text.read(chars); read >= 0; read = text.read(chars)) {
                for (int i = 0; i < read; i++) {
                    bad += chars[i] == '\uFFFD' ? 1 : 0;
                    good += chars[i] >= 0x80 && chars[i] != '\uFFFD' ? 1 : 0;
                }
            }
        }
        return good > bad;
    }

    private static boolean manyZeros(byte[] bytes) {
        return IntStream.range(0, bytes.length).filter(i -> bytes[i] == 0).count() > bytes.length / 8;
    }

    /**
     * UTF-16 without a mark, or null if it is not: its delimiters and line breaks show by zeros that all stand at the even
     * places, or all at the odd ones.
     */
    private static @Nullable Encoding unmarked16(Path file, byte[] bytes) throws IOException {
        int[] zeros = new int[2];
        for (int i = 0; i < bytes.length; i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        if (bytes.length < 4 || (zeros[0] > 0) == (zeros[1] > 0)) {
            return null;
        }
        return requireWellFormed(file, zeros[0] > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE, 0);
    }

    private static Encoding requireWellFormed(Path file, Charset charset, int mark) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        CharBuffer chars = CharBuffer.allocate(BUFFER);
        long before = 0;
        try (InputStream in = Files.newInputStream(file)) {
            boolean end = false;
            while (!end) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                CoderResult result = decoder.decode(bytes, chars.clear(), end);
                while (result.isOverflow()) {
                    result = decoder.decode(bytes, chars.clear(), end);
                }
                if (result.isError()) {
                    return new Encoding(charset, mark, before + bytes.position());
                }
                before += bytes.position();
                bytes.compact();
            }
        }
        return new Encoding(charset, mark, -1);
    }

    /** The text behind the mark; what is no text becomes U+FFFD. */
    Reader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(bomLength);
            return new InputStreamReader(in, charset);
        } catch (IOException e) {
            in.close();
            throw e;
        }
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
