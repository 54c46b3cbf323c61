package io.github.pantree.pan123.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretMaskerTests {

    @Test
    void everyOccurrenceOfEverySecretIsMasked() {
        SecretMasker secrets = new SecretMasker("client");
        secrets.add("token");
        assertThat(secrets.mask("client token, token; others")).isEqualTo("*** ***, ***; others");
    }

    @Test
    void longerSecretIsMaskedBeforeTheOneItContains() {
        SecretMasker secrets = new SecretMasker("abcd");
        secrets.add("abcdefgh");
        assertThat(secrets.mask("abcdefgh abcd")).isEqualTo("*** ***");
    }

    @Test
    void textOfFewerThanFourCharactersIsNoSecret() {
        SecretMasker secrets = new SecretMasker("abc");
        secrets.add("xyz");
        assertThat(secrets.mask("abc xyz")).isEqualTo("abc xyz");
        assertThat(new SecretMasker("abcd").mask("abcd")).isEqualTo("***");
        secrets.add("wxyz");
        assertThat(secrets.mask("wxyz")).isEqualTo("***");
        assertThat(new SecretMasker(null).mask("null")).isEqualTo("null");
    }

    @Test
    void firstSecretAndTheLastTokensAreKept() {
        SecretMasker secrets = new SecretMasker("client");
        for (int i = 10; i < 30; i++) {
            secrets.add("token" + i);
            secrets.add("token" + i);
        }
        assertThat(secrets.mask("client token10 token11 token29")).isEqualTo("*** token10 *** ***");
    }
}
