package io.github.pantree.pan123.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class TokenCipherTests {

    /** Derives its keys quickly. */
    private final TokenCipher seal = new TokenCipher("secret", "account", 1);

    @Test
    void decryptsWhatItEncrypted() {
        String closed = seal.encrypt("a token");
        assertThat(closed).doesNotContain("token").isNotEqualTo(seal.encrypt("a token"));
        assertThat(seal.decrypt(closed)).contains("a token");
    }

    /** Another number would make the tokens of all users unreadable. */
    @Test
    void keysAreDerivedWithAHundredThousandRounds() {
        String closed = new TokenCipher("secret", "account").encrypt("a token");
        assertThat(new TokenCipher("secret", "account", 100_000).decrypt(closed))
                .contains("a token");
        assertThat(seal.decrypt(closed)).isEmpty();
    }

    @Test
    void decryptsNothingElse() {
        String closed = seal.encrypt("a token");
        assertThat(new TokenCipher("another", "account", 1).decrypt(closed)).isEmpty();
        assertThat(new TokenCipher("secret", "another account", 1).decrypt(closed))
                .isEmpty();
        char other = closed.charAt(50) == 'A' ? 'B' : 'A';
        assertThat(seal.decrypt(closed.substring(0, 50) + other + closed.substring(51)))
                .isEmpty();
        assertThat(seal.decrypt("")).isEmpty();
        assertThat(seal.decrypt("AAAA")).isEmpty();
        assertThat(seal.decrypt("not even base64")).isEmpty();
    }

    @Test
    void decryptsEveryTextIncludingAnEmptyOne() {
        for (String text : new String[] {"", "图库 😀", "x".repeat(5000)}) {
            assertThat(seal.decrypt(seal.encrypt(text))).contains(text);
        }
    }

    /** 16 bytes of salt, 12 of nonce, 16 of tag. */
    @Test
    void changeOfAnyPartIsDetected() {
        byte[] closed = Base64.getDecoder().decode(seal.encrypt("text"));
        assertThat(closed).hasSize(16 + 12 + 4 + 16);
        for (int place : new int[] {0, 15, 16, 27, 28, 31, 32, 47}) {
            byte[] changed = closed.clone();
            changed[place] ^= 1;
            assertThat(seal.decrypt(Base64.getEncoder().encodeToString(changed)))
                    .as("byte %s", place)
                    .isEmpty();
        }
        for (int length : new int[] {0, 27, 28, 43, 44, 47}) {
            byte[] cut = Arrays.copyOf(closed, length);
            assertThat(seal.decrypt(Base64.getEncoder().encodeToString(cut)))
                    .as("%s bytes", length)
                    .isEmpty();
        }
    }
}
