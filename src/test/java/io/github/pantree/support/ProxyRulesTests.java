package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyRulesTests {

    private static final Map<String, String> BOTH = Map.of(
            "HTTPS_PROXY", "http://secure.example:3128", "HTTP_PROXY", "http://plain.example:3129", "NO_PROXY", "");

    @ParameterizedTest
    @CsvSource({
        "https://open-api.123pan.com/x, secure.example:3128",
        "http://open-api.123pan.com/x, plain.example:3129",
        "https://localhost:8443/, ",
        "http://127.0.0.1:8123/, ",
        "http://[::1]:8123/, "
    })
    void schemeChoosesTheProxyExceptForThisMachine(String uri, @Nullable String proxy) {
        assertThat(proxy(null, BOTH, uri)).isEqualTo(proxy);
    }

    @Test
    void settingReplacesTheVariables() {
        assertThat(proxy("p.example:1", Map.of("NO_PROXY", "*", "HTTPS_PROXY", "q.example:2"), "https://a.example/"))
                .isEqualTo("p.example:1");
        assertThat(proxy("none", BOTH, "https://a.example/")).isNull();
        assertThat(proxy("NONE", BOTH, "http://a.example/")).isNull();
    }

    @Test
    void lowerCaseVariableCountsFirst() {
        Map<String, String> both = Map.of("https_proxy", "low.example:1", "HTTPS_PROXY", "up.example:2");
        assertThat(proxy(null, both, "https://a.example/")).isEqualTo("low.example:1");
        assertThat(proxy(null, Map.of("https_proxy", " ", "HTTPS_PROXY", "up.example:2"), "https://a.example/"))
                .isEqualTo("up.example:2");
    }

    @ParameterizedTest
    @CsvSource({
        "*, a.example, true",
        "a.example, a.example, true",
        "A.Example, a.example, true",
        "example, a.example, true",
        ".example, a.example, true",
        "*.example, a.example, true",
        "b.example, a.example, false",
        ".example, anexample, false",
        "xample, a.example, false",
        "a.example:443, a.example, true",
        "a.example:80, a.example, false",
        "10.0.0.0/8, 10.1.2.3, true",
        "10.0.0.0/8, 11.1.2.3, false",
        "0.0.0.0/0, 11.1.2.3, true",
        "10.1.2.3/32, 10.1.2.3, true",
        "10.0.0.0/8, a.example, false",
        "10.1.2.3, 10.1.2.3, true",
        "'x.org, ,a.example', a.example, true",
        "'x.org a.example', a.example, true",
        "fd00::1, [fd00::1], true",
        "[fd00::1]:443, [fd00::1], true"
    })
    void noProxyNamesHostsDomainsPortsAndNetworks(String exceptions, String host, boolean direct) {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "p.example:1", "NO_PROXY", exceptions);
        assertThat(proxy(null, environment, "https://" + host + "/") == null).isEqualTo(direct);
    }

    @ParameterizedTest
    @CsvSource({
        "p.example, p.example:80, ",
        "http://p.example:3128/, p.example:3128, ",
        "HTTP://p.example:3128, p.example:3128, ",
        "http://[::1]:3128, [::1]:3128, ",
        "http://me:secret@p.example:1, p.example:1, Basic bWU6c2VjcmV0",
        "http://me:p%40s@p.example:1, p.example:1, Basic bWU6cEBz",
        "http://me:p@s@p.example:1, p.example:1, Basic bWU6cEBz",
        "http://me:p+s%zz@p.example:1, p.example:1, Basic bWU6cCtzJXp6"
    })
    void proxyIsReadWithUserAndPassword(String text, String shown, @Nullable String authorization) {
        HttpProxy proxy = HttpProxy.parse("pantree.proxy", text);
        assertThat(proxy).hasToString(shown);
        assertThat(proxy.authorization()).isEqualTo(authorization);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://p.example:1",
                "https://me:secret@p.example:1",
                "http://me:secret@p.example:0",
                "http://me:secret@p.example:65536",
                "http://me:secret@p.example:x",
                "http://me:secret@p.example/path",
                "http://"
            })
    void unusableProxyIsRefusedWithoutItsPassword(String text) {
        assertThatThrownBy(() -> new ProxyRules(null, Map.of("HTTPS_PROXY", text)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new ProxyRules(text, Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.proxy")
                .hasMessageNotContaining("secret");
    }

    @Test
    void clientConnectsDirectlyWithoutAProxy() {
        assertThat(new ProxyRules(null, Map.of()).select(URI.create("https://a.example/")))
                .isEqualTo(List.of(Proxy.NO_PROXY));
    }

    private static @Nullable String proxy(@Nullable String setting, Map<String, String> environment, String uri) {
        return new ProxyRules(setting, environment)
                .proxy(URI.create(uri))
                .map(HttpProxy::toString)
                .orElse(null);
    }
}
