package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.InvalidSettingException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Pan123SettingsTests {

    private static final String URL = "https://open-api.123pan.com";
    private static final Duration SOME_TIME = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({
        "https://open-api.123pan.com///, https://open-api.123pan.com",
        "' http://localhost:8123/base/ ', http://localhost:8123/base",
        "http://localhost:1, http://localhost:1",
        "http://localhost:65535, http://localhost:65535",
        "'http://[::1]:8080', 'http://[::1]:8080'",
        "https://Open-API.123pan.com:443/Base, https://open-api.123pan.com/Base",
        "http://localhost:80, http://localhost",
        "https://localhost:80, https://localhost:80",
        "http://localhost:, http://localhost",
        "HTTP://LocalHost:80/Base, http://localhost/Base"
    })
    void sameServerHasOneUrl(String given, String url) {
        assertThat(url(given).baseUrl()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "open-api.123pan.com",
                "ftp://host",
                "http://",
                "http:///path",
                "http://host:0",
                "http://host:65536",
                "http://host?x=1",
                "http://host#x",
                "http://user:secret@host",
                "http://a b",
                "http://host_with_underscore"
            })
    void otherUrlIsInvalid(String url) {
        assertInvalid("pantree.base-url", () -> url(url));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 5, 10_000})
    void rateIsAcceptedWithinItsBounds(double rate) {
        assertThat(rate(rate).rate()).isEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.0099, 10_000.1, Double.NaN, Double.POSITIVE_INFINITY})
    void otherRateIsInvalid(double rate) {
        assertInvalid("pantree.rate", () -> rate(rate));
    }

    @ParameterizedTest
    @CsvSource({"auto, 0", "1, 1", "1000, 1000", "0007, 7"})
    void namesPerCallAreANumberOrAuto(String names, int most) {
        assertThat(names(names).maxNames()).isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1001", "-1", "AUTO", "1.5", "00001", "9999999999"})
    void otherNamesPerCallAreInvalid(String names) {
        assertInvalid("pantree.names-per-call", () -> names(names));
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S", "PT876000H0.000000001S", "PT2562047788015H"})
    void timesMustBePositiveAndFitIntoNanoseconds(Duration time) {
        assertInvalid("pantree.request-timeout", () -> settings(URL, "id", "secret", null, 5, "auto", time, SOME_TIME));
        assertInvalid("pantree.max-outage", () -> settings(URL, "id", "secret", null, 5, "auto", SOME_TIME, time));
        Duration shortest = Duration.ofNanos(1);
        assertThat(settings(URL, "id", "secret", null, 5, "auto", shortest, shortest)
                        .maxOutage())
                .isEqualTo(shortest);
        Duration longest = Duration.ofDays(36_500);
        assertThat(settings(URL, "id", "secret", null, 5, "auto", longest, longest)
                        .requestTimeout())
                .isEqualTo(longest);
    }

    @ParameterizedTest
    @CsvSource({
        ", , , pantree.client-id",
        "' ', secret, , pantree.client-id",
        "id, , , pantree.client-secret",
        "id, ' ', ' ', pantree.client-secret"
    })
    void missingCredentialIsNamed(
            @Nullable String id, @Nullable String secret, @Nullable String token, String setting) {
        assertInvalid(setting, () -> credentials(id, secret, token));
    }

    @Test
    void credentialsOrATokenAreEnoughAndStripped() {
        Pan123Settings both = credentials(" id ", " secret ", "");
        assertThat(both.clientId()).isEqualTo("id");
        assertThat(both.clientSecret()).isEqualTo("secret");
        assertThat(both.accessToken()).isNull();
        Pan123Settings token = credentials(null, " ", " token ");
        assertThat(token.accessToken()).isEqualTo("token");
        assertThat(token.clientSecret()).isNull();
    }

    @Test
    void tokenThatDoesNotFitAHeaderIsRefusedAndNotShown() {
        assertThatThrownBy(() -> credentials(null, null, "a b"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.access-token")
                .hasMessageNotContaining("a b");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(credentials("id", "hidden1", "hidden2")).hasToString("Pan123Settings[" + URL + ", rate 5.0]");
    }

    private static void assertInvalid(String setting, ThrowingCallable settings) {
        assertThatThrownBy(settings).isInstanceOf(InvalidSettingException.class).hasMessageContaining(setting);
    }

    private static Pan123Settings url(String url) {
        return settings(url, "id", "secret", null, 5, "auto", SOME_TIME, SOME_TIME);
    }

    private static Pan123Settings rate(double rate) {
        return settings(URL, "id", "secret", null, rate, "auto", SOME_TIME, SOME_TIME);
    }

    private static Pan123Settings names(String names) {
        return settings(URL, "id", "secret", null, 5, names, SOME_TIME, SOME_TIME);
    }

    private static Pan123Settings credentials(@Nullable String id, @Nullable String secret, @Nullable String token) {
        return settings(URL, id, secret, token, 5, "auto", SOME_TIME, SOME_TIME);
    }

    private static Pan123Settings settings(
            String url,
            @Nullable String id,
            @Nullable String secret,
            @Nullable String token,
            double rate,
            String names,
            Duration timeout,
            Duration outage) {
        return new Pan123Settings(url, id, secret, token, rate, 8, names, timeout, outage, Path.of("home"));
    }
}
