package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InvalidSettingExceptionTests {

    @ParameterizedTest
    @CsvSource({
        "http://user:geheim@host:70000, http://***@host:70000",
        "http://user:ge/h@eim@host, http://***@host",
        "socks5://:geheim@host, socks5://***@host",
        "http://user@host, http://user@host",
        "http://host:x/a@b, http://***@b",
        "a@b:c, a@b:c"
    })
    void credentialsInAUrlAreMasked(String value, String shown) {
        assertThat(new InvalidSettingException("pantree.base-url", value, "rule", "remedy"))
                .hasMessageContaining('"' + shown + '"');
    }
}
