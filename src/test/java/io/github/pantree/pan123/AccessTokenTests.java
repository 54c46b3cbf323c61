package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class AccessTokenTests {

    private static final Instant EXPIRES = Instant.parse("2026-03-01T12:00:00Z");
    private static final AccessToken TOKEN = new AccessToken("t0ken", EXPIRES);

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T12:00:00Z", "2026-03-01T20:00:00+08:00"})
    void readsAnyOffset(String expires) {
        assertThat(AccessToken.parse("t0ken", expires)).contains(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({", 2026-03-01T12:00:00Z", "t0ken,", "t0ken, 2026-03-01", "a b, 2026-03-01T12:00:00Z"})
    void isEmptyWithoutBothParts(@Nullable String value, @Nullable String expires) {
        assertThat(AccessToken.parse(value, expires)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"accessToken\":\"t0ken\",\"expiredAt\":\"2026-03-01T12:00:00Z\"}|true",
                "{\"accessToken\":7,\"expiredAt\":\"2026-03-01T12:00:00Z\"}|false",
                "{\"accessToken\":\"t0ken\"}|false",
                "[]|false"
            })
    void readsTheFieldsOfTheApi(String json, boolean readable) {
        assertThat(AccessToken.read(JsonMapper.shared().readTree(json)).isPresent())
                .isEqualTo(readable);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2026-12-26T15:48:37+08:00\"', 2026-12-26T07:48:37Z",
        "'\"2026-12-26T15:48:37+0800\"', 2026-12-26T07:48:37Z",
        "'\"2026-12-26T07:48:37.25Z\"', 2026-12-26T07:48:37.250Z",
        "'\"2026-12-26 15:48:37\"', 2026-12-26T07:48:37Z",
        "'\"2026-12-26T15:48:37\"', 2026-12-26T07:48:37Z",
        "1798271317, 2026-12-26T07:48:37Z",
        "1798271317250, 2026-12-26T07:48:37.250Z",
        "'\"1798271317\"', 2026-12-26T07:48:37Z",
        "'\"\"', 2026-03-02T00:00:00Z",
        "'\"soon\"', 2026-03-02T00:00:00Z",
        "'\"2026-12-26\"', 2026-03-02T00:00:00Z",
        "null, 2026-03-02T00:00:00Z",
        "0, 2026-03-02T00:00:00Z",
        "1.5, 2026-03-02T00:00:00Z"
    })
    void issuedTokenIsUsableWithAnyDate(String date, Instant expires) {
        Instant assumed = Instant.parse("2026-03-02T00:00:00Z");
        String json = "{\"accessToken\":\"t0ken\",\"expiredAt\":" + date + "}";
        assertThat(AccessToken.issued(JsonMapper.shared().readTree(json), assumed))
                .contains(new AccessToken("t0ken", expires));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"accessToken\":7}", "{\"accessToken\":\"\"}", "{\"accessToken\":\"a b\"}"})
    void issuedTokenNeedsAUsableValue(String json) {
        assertThat(AccessToken.issued(JsonMapper.shared().readTree(json), Instant.MAX))
                .isEmpty();
    }

    @Test
    void isGoodUntilItExpiresUnlessRejected() {
        assertThat(TOKEN.isGood(EXPIRES.minusNanos(1), null)).isTrue();
        assertThat(TOKEN.isGood(EXPIRES.minusNanos(1), "another")).isTrue();
        assertThat(TOKEN.isGood(EXPIRES.minusNanos(1), "t0ken")).isFalse();
        assertThat(TOKEN.isGood(EXPIRES, null)).isFalse();
    }
}
