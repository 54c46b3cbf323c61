package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host",
                "HTTPS://host:65535/path?query=1",
                "http://[::1]:1/",
                " http://host ",
                "http://host:"
            })
    void acceptsTheUrlsOfWebServers(String text) {
        assertThat(WebAddress.parse(text)).contains(URI.create(text.strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "ftp://host",
                "http://",
                "http:///path",
                "http://host:0",
                "http://host:65536",
                "http://host#x",
                "http://user@host",
                "http://a b",
                "http://host_name"
            })
    void refusesOthers(String text) {
        assertThat(WebAddress.parse(text)).isEmpty();
    }
}
