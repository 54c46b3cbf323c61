package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretMaskerTests {

    private static final URI URL =
            URI.create("https://example.test/services/T%20OKEN1?key=abcdef%3D1&x=12345&y=123456");

    @Test
    void hidesTheSecretEverywhere() {
        assertThat(new SecretMasker("s3cret", null).mask("a s3cret and s3crets"))
                .isEqualTo("a *** and ***s");
        assertThat(new SecretMasker(null, null).mask("a s3cret")).isEqualTo("a s3cret");
    }

    @Test
    void keepsASecretSoShortThatItIsAPartOfWords() {
        assertThat(new SecretMasker("short", null).mask("a short one")).isEqualTo("a short one");
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
}
