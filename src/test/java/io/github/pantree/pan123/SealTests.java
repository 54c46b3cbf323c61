package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SealTests {

    private final Seal seal = new Seal("secret", "account");

    @Test
    void opensWhatWasClosed() {
        String closed = seal.closed("a token");
        assertThat(closed).doesNotContain("token").isNotEqualTo(seal.closed("a token"));
        assertThat(seal.opened(closed)).contains("a token");
    }

    @Test
    void opensNothingElse() {
        String closed = seal.closed("a token");
        assertThat(new Seal("another", "account").opened(closed)).isEmpty();
        assertThat(new Seal("secret", "another account").opened(closed)).isEmpty();
        char other = closed.charAt(50) == 'A' ? 'B' : 'A';
        assertThat(seal.opened(closed.substring(0, 50) + other + closed.substring(51)))
                .isEmpty();
        assertThat(seal.opened("")).isEmpty();
        assertThat(seal.opened("AAAA")).isEmpty();
        assertThat(seal.opened("not even base64")).isEmpty();
    }
}
