package io.github.pantree.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyHashTests {

    private final KeyHash hash = new KeyHash();

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/2026/Q1/banner", "/区域07/客户00421", "😀"})
    void isTheBeginningOfTheSha256OfTheText(String key) throws Exception {
        assertIsHashOf(key);
    }

    /** 256 characters fill the first byte array completely. */
    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 70_000})
    void acceptsKeysOfAnyLength(int length) throws Exception {
        assertIsHashOf("x".repeat(length - 1) + "界");
    }

    @Test
    void forgetsALongerKeyBeforeAShorterOne() throws Exception {
        assertIsHashOf("long ".repeat(100));
        assertIsHashOf("short");
        assertIsHashOf("");
    }

    @Test
    void distinguishesLoneSurrogates() {
        hash.of("\ud83d");
        long high = hash.high();
        hash.of("\ud83c");
        assertThat(hash.high()).isNotEqualTo(high);
    }

    private void assertIsHashOf(String key) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_16BE));
        ByteBuffer expected = ByteBuffer.wrap(digest);
        hash.of(key);
        assertThat(hash.high()).isEqualTo(expected.getLong());
        assertThat(hash.low()).isEqualTo(expected.getLong());
    }
}
