package io.github.pantree.folder;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Text that was UTF-8 and was read as something else on its way: 鍥剧墖 for 图片, å›¾ç‰‡ for the same. Taken back, such text
 * is flawless UTF-8 again, which is next to impossible for text that was meant as it stands.
 */
final class Mojibake {

    private static final Charset GBK = Charset.forName("GBK");
    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** GB2312, the everyday part of GBK, has only bytes from here on. */
    private static final int FIRST_OF_GB2312 = 0xA1;

    private static final int ENOUGH_IDEOGRAPHS = 4;

    private Mojibake() {}

    /** What a text was before it was garbled; empty if it is as it should be. */
    static Optional<String> meant(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return Optional.empty();
        }
        return Stream.of(GBK, WESTERN)
                .flatMap(charset -> meant(text, charset).stream())
                .findFirst();
    }

    private static Optional<String> meant(String text, Charset mistaken) {
        try {
            ByteBuffer bytes = mistaken.newEncoder().encode(CharBuffer.wrap(text));
            boolean rare = hasRareByte(bytes.duplicate());
            String before = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            long ideographs =
                    before.codePoints().filter(Character::isIdeographic).count();
            boolean odd = before.codePoints().anyMatch(c -> Character.isISOControl(c) || !Character.isDefined(c));
            // Two ideographs and no byte of everyday Chinese, or so many that chance is out of the question.
            boolean sure = mistaken.equals(WESTERN) ? ideographs > 0 : ideographs >= (rare ? 2 : ENOUGH_IDEOGRAPHS);
            return sure && !odd ? Optional.of(before) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
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
