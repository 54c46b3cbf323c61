package io.github.pantree.notification.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class PayloadLimiterTests {

    @Test
    void keepsATextWhoseBodyIsJustSmallEnough() {
        String whole = "{\"text\":\"abcdef\"}";
        assertThat(body("abcdef", whole.length())).isEqualTo(whole);
    }

    @Test
    void cutsATextWhoseBodyIsAByteTooLarge() {
        assertThat(body("a".repeat(100), 110)).isEqualTo("{\"text\":\"" + "a".repeat(72) + "…\"}");
    }

    @Test
    void cutsAgainWhereJsonMakesTheTextLonger() {
        String body = body("\u0001".repeat(1_000), 1_000);
        assertThat(body.getBytes(UTF_8).length).isLessThanOrEqualTo(1_000).isGreaterThan(700);
        assertThat(body).startsWith("{\"text\":\"\\u0001").endsWith("…\"}");
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(body("图".repeat(10), 41)).isEqualTo("{\"text\":\"" + "图".repeat(10) + "\"}");
        assertThat(body("图".repeat(10), 40)).isEqualTo("{\"text\":\"" + "图".repeat(6) + "…\"}");
    }

    @Test
    void givesUpWhereEvenNoTextFits() {
        assertThat(body("a".repeat(50), 5)).isEqualTo("{\"text\":\"a…\"}");
        assertThat(body("", 5)).isEqualTo("{\"text\":\"\"}");
    }

    private static String body(String text, int most) {
        return PayloadLimiter.body(text, most, fit -> Map.of("text", fit));
    }
}
