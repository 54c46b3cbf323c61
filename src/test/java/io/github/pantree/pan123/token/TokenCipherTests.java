package io.github.pantree.pan123.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TokenCipherTests {

    private final TokenCipher seal = new TokenCipher("secret", "account");

    @Test
    void opensWhatWasClosed() {
        String closed = seal.encrypt("a token");
        assertThat(closed).doesNotContain("token").isNotEqualTo(seal.encrypt("a token"));
        assertThat(seal.decrypt(closed)).contains("a token");
    }

    @Test
    void opensNothingElse() {
        String closed = seal.encrypt("a token");
        assertThat(new TokenCipher("another", "account").decrypt(closed)).isEmpty();
        assertThat(new TokenCipher("secret", "another account").decrypt(closed)).isEmpty();
        char other = closed.charAt(50) == 'A' ? 'B' : 'A';
        assertThat(seal.decrypt(closed.substring(0, 50) + other + closed.substring(51)))
                .isEmpty();
        assertThat(seal.decrypt("")).isEmpty();
        assertThat(seal.decrypt("AAAA")).isEmpty();
        assertThat(seal.decrypt("not even base64")).isEmpty();
    }
}
