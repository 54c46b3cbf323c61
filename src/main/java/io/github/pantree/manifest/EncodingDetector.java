package io.github.pantree.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Detects an encoding in one pass: byte order mark, then strict UTF-8, then GB18030; if the text is invalid in both,
 * the charset that decodes more of it. All candidates decode the same buffers, each up to its first malformed bytes.
 */
final class EncodingDetector {

    private static final int BUFFER = 1 << 16;
    private static final int BEGINNING = 1024;
    private static final Charset GB18030 = Charset.forName("GB18030");

    /** The mark of UTF-32LE starts with that of UTF-16LE, so it is checked first. */
    private static final Map<Charset, byte[]> BYTE_ORDER_MARKS = Stream.of(
                    "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")
            .map(Charset::forName)
            .collect(Collectors.toMap(charset -> charset, "\uFEFF"::getBytes));

    private EncodingDetector() {}

    /** Reads the stream to the end. */
    static Encoding detect(InputStream in, ManifestOptions options) throws IOException {
        byte[] beginning = in.readNBytes(BEGINNING);
        Encoding fixed = fixed(beginning, options.charset());
        if (fixed != null) {
            Candidate only = new Candidate(fixed.charset());
            read(beginning, in, List.of(only));
            return only.encoding(fixed.bomLength());
        }
        Candidate utf8 = new Candidate(StandardCharsets.UTF_8);
        Candidate gb18030 = new Candidate(GB18030);
        Charset wide = unmarkedUtf16(beginning);
        Candidate utf16 = wide == null ? null : new Candidate(wide);
        read(
                beginning,
                in,
                Stream.of(utf8, gb18030, utf16).filter(Objects::nonNull).toList());
        return best(utf8, gb18030, utf16, hasManyZeros(beginning)).encoding(0);
    }

    private static Candidate best(Candidate utf8, Candidate gb18030, @Nullable Candidate utf16, boolean manyZeros) {
        if (utf16 != null && (manyZeros || (!utf8.isWellFormed() && utf16.isWellFormed()))) {
            return utf16;
        }
        boolean further = gb18030.isWellFormed() || gb18030.firstMalformedByte > utf8.firstMalformedByte;
        return utf8.isWellFormed() || utf8.isMostlyText() || !further ? utf8 : gb18030;
    }

    private static void read(byte[] beginning, InputStream in, List<Candidate> candidates) throws IOException {
        byte[] buffer = Arrays.copyOf(beginning, BUFFER);
        int read = beginning.length;
        while (read >= 0) {
            feed(candidates, buffer, read);
            read = in.read(buffer);
        }
        feed(candidates, buffer, read);
    }

    private static void feed(List<Candidate> candidates, byte[] buffer, int length) {
        candidates.forEach(candidate -> candidate.accept(buffer, length));
    }

    /** The encoding given by the options or a byte order mark; null if neither is present. */
    private static @Nullable Encoding fixed(byte[] beginning, @Nullable Charset asked) {
        Encoding marked = marked(beginning);
        if (asked == null) {
            return marked;
        }
        boolean agreed = marked != null
                && (marked.charset().equals(asked) || asked.name().equals("UTF-16"));
        return agreed ? marked : new Encoding(asked, 0, -1);
    }

    private static @Nullable Encoding marked(byte[] bytes) {
        return BYTE_ORDER_MARKS.entrySet().stream()
                .filter(mark -> begins(bytes, mark.getValue()))
                .max(Comparator.comparing(mark -> mark.getValue().length))
                .map(mark -> new Encoding(mark.getKey(), mark.getValue().length, -1))
                .orElse(null);
    }

    private static boolean begins(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }

    private static boolean hasManyZeros(byte[] bytes) {
        return IntStream.range(0, bytes.length).filter(i -> bytes[i] == 0).count() > bytes.length / 8;
    }

    /**
     * Detects UTF-16 without a byte order mark: the zero bytes of its delimiters and line breaks are all at even or all
     * at odd positions. Null if it is not UTF-16.
     */
    private static @Nullable Charset unmarkedUtf16(byte[] bytes) {
        boolean[] zeros = new boolean[2];
        for (int i = 0; i < bytes.length; i++) {
            zeros[i % 2] |= bytes[i] == 0;
        }
        if (bytes.length < 4 || zeros[0] == zeros[1]) {
            return null;
        }
        return zeros[0] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    /** A candidate charset, with the result of decoding the bytes so far. */
    private static final class Candidate {

        private final Charset charset;
        private final boolean utf8;
        private final CharsetDecoder decoder;
        private final ByteBuffer bytes = ByteBuffer.allocate(2 * BUFFER);
        private final CharBuffer chars = CharBuffer.allocate(BUFFER);
        /** Whether all bytes so far were ASCII, which UTF-8 and GB18030 need not decode. */
        private boolean ascii;

        private long decoded;
        private long firstMalformedByte = -1;
        private long textChars;
        private long malformedChars;

        Candidate(Charset charset) {
            this.charset = charset;
            this.utf8 = charset.equals(StandardCharsets.UTF_8);
            this.decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            this.ascii = utf8 || charset.equals(GB18030);
        }

        /** @param length the number of bytes; negative at the end of the file */
        void accept(byte[] buffer, int length) {
            int count = Math.max(0, length);
            ascii = ascii && isAscii(buffer, count);
            if (ascii) {
                decoded += count;
            } else if (isFollowed()) {
                bytes.put(buffer, 0, count).flip();
                decode(length < 0);
                decoded += bytes.position();
                bytes.compact();
            }
        }

        private void decode(boolean end) {
            CoderResult result;
            do {
                result = decoder.decode(bytes, chars.clear(), end);
                if (utf8) {
                    count(chars.array(), chars.position());
                }
                if (result.isError()) {
                    firstMalformedByte = isWellFormed() ? decoded + bytes.position() : firstMalformedByte;
                    malformedChars++;
                    bytes.position(bytes.position() + result.length());
                }
            } while (!result.isUnderflow() && isFollowed());
        }

        private void count(char[] text, int length) {
            for (int i = 0; i < length; i++) {
                textChars += text[i] >= 0x80 && text[i] != '\uFFFD' ? 1 : 0;
                malformedChars += text[i] == '\uFFFD' ? 1 : 0;
            }
        }

        private static boolean isAscii(byte[] buffer, int length) {
            int i = 0;
            while (i < length && buffer[i] >= 0) {
                i++;
            }
            return i == length;
        }

        /** Whether to decode further: UTF-8 even if it is damaged, to count its valid characters. */
        private boolean isFollowed() {
            return utf8 || isWellFormed();
        }

        boolean isWellFormed() {
            return firstMalformedByte < 0;
        }

        /** GB18030 text contains a UTF-8 character only by chance; damaged UTF-8 has many of them. */
        boolean isMostlyText() {
            return textChars > malformedChars;
        }

        Encoding encoding(int bomLength) {
            return new Encoding(charset, bomLength, firstMalformedByte);
        }
    }
}
