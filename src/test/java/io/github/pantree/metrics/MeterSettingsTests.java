package io.github.pantree.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MeterSettingsTests {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9091, http://127.0.0.1:9091",
        "https://gateway/path//, https://gateway/path",
        "'  http://gateway/ ', http://gateway"
    })
    void removesTrailingSlashesFromTheUrl(String given, String url) {
        assertThat(new MeterSettings(given).pushGateway()).isEqualTo(url);
    }

    @Test
    void acceptsNoGatewayAtAll() {
        assertThat(new MeterSettings(null).pushGateway()).isNull();
        assertThat(new MeterSettings(" ").pushGateway()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway:9091",
                "ftp://gateway",
                "http:///path",
                "http://gateway/?x=1",
                "http://gateway/#x",
                "http://gateway:65536",
                "http://a b"
            })
    void refusesAnInvalidUrl(String given) {
        assertThatThrownBy(() -> new MeterSettings(given))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("pantree.push-gateway", given);
    }

    @Test
    void masksTheCredentialsOfARefusedUrl() {
        assertThatThrownBy(() -> new MeterSettings("http://user:secret@gateway"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("pantree.push-gateway", "http://***@gateway")
                .hasMessageNotContainingAny("user", "secret");
    }
}
