package io.github.pantree.folder;

import java.lang.Character.UnicodeBlock;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detects UTF-8 text that was decoded with another charset: 鍥剧墖 or å›¾ç‰‡ instead of 图片. Encoded again, such text
 * is valid UTF-8, which is very improbable for other text.
 */
final class MojibakeDetector {

    private static final Charset GBK = Charset.forName("GBK");
    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** GB2312, the common part of GBK, only has bytes from this one on. */
    private static final int FIRST_OF_GB2312 = 0xA1;

    /** The first code point with three bytes in UTF-8. */
    private static final int FIRST_OF_THREE_BYTES = 0x800;

    private static final int ENOUGH_IDEOGRAPHS = 4;

    private MojibakeDetector() {}

    /** The original of a garbled text; empty if the text is not garbled. */
    static Optional<String> repair(String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length() && ascii; i++) {
            ascii = text.charAt(i) < 0x80;
        }
        if (ascii) {
            return Optional.empty();
        }
        Optional<String> meant = repair(text, GBK);
        return meant.isPresent() ? meant : repair(text, WESTERN).or(() -> chinese(text));
    }

    /**
     * Detects Chinese text in GBK that happens to be valid UTF-8: ͼƬ instead of 图片. Every pair of its bytes is then a
     * letter of some alphabet, in a mixture that occurs in no language.
     */
    private static Optional<String> chinese(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Set<UnicodeBlock> alphabets = new HashSet<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_OF_THREE_BYTES) {
                return Optional.empty();
            }
            if (c >= 0x80) {
                alphabets.add(UnicodeBlock.of(c));
            }
        }
        return alphabets.size() > 1 && !hasRareByte(ByteBuffer.wrap(bytes))
                ? Optional.of(new String(bytes, GBK))
                : Optional.empty();
    }

    private static Optional<String> repair(String text, Charset mistaken) {
        ByteBuffer bytes = encoded(text, mistaken);
        CharBuffer chars = bytes == null ? null : decoded(bytes.duplicate());
        if (bytes == null || chars == null) {
            return Optional.empty();
        }
        boolean rare = hasRareByte(bytes);
        String before = chars.toString();
        long ideographs = before.codePoints().filter(Character::isIdeographic).count();
        boolean odd = before.codePoints().anyMatch(c -> Character.isISOControl(c) || !Character.isDefined(c));
        // Two ideographs and no byte of common Chinese, or too many ideographs for a coincidence.
        boolean sure = mistaken.equals(WESTERN) ? ideographs > 0 : ideographs >= (rare ? 2 : ENOUGH_IDEOGRAPHS);
        return sure && !odd ? Optional.of(before) : Optional.empty();
    }

    /**
     * The bytes of a text in a charset; null if the charset lacks one of its characters. Does not use exceptions, which
     * would cost more than all other checks of a name.
     */
    private static @Nullable ByteBuffer encoded(String text, Charset charset) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
        CoderResult result = charset.newEncoder().encode(CharBuffer.wrap(text), bytes, true);
        return result.isUnderflow() ? bytes.flip() : null;
    }

    private static @Nullable CharBuffer decoded(ByteBuffer bytes) {
        CharBuffer chars = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true);
        return result.isUnderflow() ? chars.flip() : null;
    }

    private static boolean hasRareByte(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int value = bytes.get() & 0xFF;
            if (value >= 0x80 && value < FIRST_OF_GB2312) {
                return true;
            }
        }
        return false;
    }
}
