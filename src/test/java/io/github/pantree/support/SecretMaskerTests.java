package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretMaskerTests {

    private static final URI URL =
            URI.create("https://example.test/services/T%20OKEN1?key=abcdef%3D1&x=12345&y=123456");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/T%20OKEN1",
                "/services/T OKEN1",
                "services",
                "T%20OKEN1",
                "T OKEN1",
                "abcdef%3D1",
                "abcdef",
                "123456",
                "key=abcdef%3D1&x=12345&y=123456",
                "key=abcdef=1&x=12345&y=123456"
            })
    void hidesEveryLongPartOfTheUrl(String part) {
        assertThat(new SecretMasker(null, URL).mask("<" + part + ">")).isEqualTo("<***>");
    }

    @Test
    void keepsTheHostAndShortParts() {
        assertThat(new SecretMasker(null, URL).mask("https://example.test key x 12345"))
                .isEqualTo("https://example.test key x 12345");
    }

    @Test
    void hidesTheLongestFirst() {
        assertThat(new SecretMasker("abcdef", URI.create("https://a.test/abcdefghi")).mask("abcdefghi abcdef"))
                .isEqualTo("*** ***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s/+ cret=1",
                "cy8rIGNyZXQ9MQ",
                "s%2F%2B+cret%3D1",
                "s%2F%2B%20cret%3D1",
                "s%2f%2b+cret%3d1",
                "s/%2B%20cret%3D1",
                "%73/%2B%20cret=1"
            })
    void hidesASecretInTheEncodingsThatServersQuote(String quoted) {
        SecretMasker secrets = new SecretMasker("s/+ cret=1");
        assertThat(secrets.mask("<" + quoted + ">")).isEqualTo("<***>");
        SecretMasker tokens = new SecretMasker(null);
        tokens.add("s/+ cret=1");
        assertThat(tokens.mask("<" + quoted + ">")).isEqualTo("<***>");
    }

    @Test
    void hidesASecretWithOtherCharactersThanLatinOnes() {
        SecretMasker secrets = new SecretMasker("密码-密码");
        assertThat(secrets.mask("密码-密码 %E5%AF%86%e7%a0%81-%E5%AF%86%E7%A0%81")).isEqualTo("*** ***");
    }

    @Test
    void hidesASecretWithinBasicAuthenticationOfItsOwn() {
        assertThat(new SecretMasker("secret-1").mask("got c2VjcmV0LTE= as key")).isEqualTo("got ***= as key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:geheim@proxy:3128/x", "https://:geheim@proxy"})
    void hidesThePasswordOfAnyUrl(String url) {
        assertThat(new SecretMasker(null).mask("via " + url))
                .doesNotContain("geheim")
                .contains("//***@proxy");
    }

    @Test
    void hidesThePasswordOfItsUrl() {
        assertThat(new SecretMasker(null, URI.create("https://me:geheim1@a.test/")).mask("key geheim1"))
                .isEqualTo("key ***");
    }
}
