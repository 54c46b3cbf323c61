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

    @Test
    void isGoodUntilItExpiresUnlessRejected() {
        assertThat(TOKEN.isGood(EXPIRES.minusNanos(1), null)).isTrue();
        assertThat(TOKEN.isGood(EXPIRES.minusNanos(1), "another")).isTrue();
        assertThat(TOKEN.isGood(EXPIRES.minusNanos(1), "t0ken")).isFalse();
        assertThat(TOKEN.isGood(EXPIRES, null)).isFalse();
    }
}
