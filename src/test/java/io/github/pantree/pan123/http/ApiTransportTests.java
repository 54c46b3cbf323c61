package io.github.pantree.pan123.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.NetworkSettings;
import io.github.pantree.support.SecretMasker;
import io.github.pantree.testing.LoopbackProxy;
import io.github.pantree.testing.TestConnectors;
import io.github.pantree.testing.TickingTime;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiTransportTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(7);

    private final TickingTime time = new TickingTime();
    private final SecretMasker secrets = new SecretMasker("client-secret");
    private final ApiTransport wire =
            new ApiTransport("http://localhost:1", TIMEOUT, time, secrets, TestConnectors.direct());

    @Test
    void envelopeIsReadWithAllItsParts() {
        ApiResponse.Envelope envelope =
                envelope(200, "{\"code\":5066,\"message\":\"no\",\"data\":{\"list\":[]},\"x-traceID\":\"t1\"}");
        assertThat(envelope.code()).isEqualTo(5066);
        assertThat(envelope.message()).isEqualTo("no");
        assertThat(envelope.data().path("list").isArray()).isTrue();
        assertThat(envelope.traceId()).isEqualTo("t1");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 401, 403, 404, 429, 500, 502, 503, 504})
    void codeOfSuccessDecidesWhateverTheStatus(int status) {
        assertThat(envelope(status, "{\"code\":0,\"message\":\"ok\",\"data\":null}")
                        .isOk())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 403, 404, 500, 502, 503, 504})
    void codeOfARefusalDecidesUnlessTheStatusSaysMore(int status) {
        assertThat(envelope(status, "{\"code\":1,\"message\":\"ok\",\"data\":null}")
                        .isOk())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":0}",
                "{\"code\":0,\"message\":null,\"x-traceID\":null,\"data\":null}",
                "{\"code\":0,\"message\":5,\"x-traceID\":7}",
                "{\"code\":0,\"message\":{},\"x-traceID\":[]}"
            })
    void messageAndTraceIdOfOtherTypesAreIgnored(String body) {
        ApiResponse.Envelope envelope = envelope(200, body);
        assertThat(envelope.message()).isEmpty();
        assertThat(envelope.traceId()).isNull();
        assertThat(envelope.data().path("list").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":null}",
                "{\"code\":0.0}",
                "{\"code\":true}",
                "{\"code\":99999999999}",
                "{\"code\":[0]}",
                "{\"message\":\"ok\"}",
                "[{\"code\":0}]",
                "\"ok\"",
                "0",
                "null"
            })
    void answerWithoutANumericCodeIsUnreadable(String body) {
        ApiResponse reply = read(200, body);
        assertThat(reply).isInstanceOf(ApiResponse.Unreadable.class);
        assertThat(reply.failure()).contains("200").contains(body);
    }

    @ParameterizedTest
    @CsvSource({
        "429, '{\"code\":1,\"x-traceID\":\"t\"}', t",
        "200, '{\"code\":429,\"x-traceID\":\"t\"}', t",
        "429, <html>, ",
        "429, '', ",
        "429, '{\"code\":401}', ",
        "401, '{\"code\":429}', "
    })
    void codeOrStatus429IsThrottled(int status, String body, @Nullable String traceId) {
        assertThat(read(status, body)).isEqualTo(new ApiResponse.Throttled(null, traceId));
    }

    @ParameterizedTest
    @CsvSource({"'{\"code\":\"0\"}', 0", "'{\"code\":\"5066\"}', 5066", "'{\"code\":\"-1\"}', -1"})
    void codeInAStringIsACode(String body, int code) {
        assertThat(envelope(200, body).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":\"x\"}", "{\"code\":\"\"}", "{\"code\":\"1.0\"}", "{\"code\":\"99999999999\"}"})
    void otherStringIsNotACode(String body) {
        assertThat(read(200, body)).isInstanceOf(ApiResponse.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, '{\"code\":1,\"message\":\"expired\"}', expired",
        "200, '{\"code\":401,\"message\":\"expired\"}', expired",
        "200, '{\"code\":401}', HTTP 401"
    })
    void codeOrStatus401IsUnauthorized(int status, String body, String message) {
        assertThat(read(status, body)).isEqualTo(new ApiResponse.Unauthorized(message));
    }

    @ParameterizedTest
    @CsvSource({
        "200, <html><title>登录</title>",
        "200, '\n<!DOCTYPE html>'",
        "204, ''",
        "400, plain",
        "403, <html>",
        "405, ''",
        "511, ''"
    })
    void answerOfAnotherServerIsForeign(int status, String body) {
        assertThat(read(status, body))
                .isInstanceOfSatisfying(
                        ApiResponse.Foreign.class,
                        foreign -> assertThat(foreign.unsent()).isFalse());
        assertThat(read(status, body).failure()).contains("HTTP " + status, "http://localhost:1");
    }

    @ParameterizedTest
    @CsvSource({
        "200, ''",
        "200, text",
        "408, <html>",
        "409, <html>",
        "413, <html>",
        "425, <html>",
        "500, <html>",
        "504, ''"
    })
    void answerThatTheApiMayHaveSentIsUnreadable(int status, String body) {
        assertThat(read(status, body)).isInstanceOf(ApiResponse.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'<html><head><title>502 Bad Gateway</title></head></html>', 502 Bad Gateway",
        "'  a\n\tb  ', a b",
        "'', (empty)",
        "'<html><body></body></html>', (a page)",
        "'   ', (a page)",
        "'<unclosed', (a page)"
    })
    void wordsOfAPageAreShown(String body, String words) {
        assertThat(read(502, body).failure()).contains("502").endsWith(": " + words);
    }

    @Test
    void onlyTheBeginningOfAPageIsShown() {
        assertThat(read(500, "x".repeat(500)).failure())
                .endsWith(": " + "x".repeat(120))
                .doesNotContain("x".repeat(121));
    }

    @Test
    void secretsInAnswersAreMasked() {
        wire.request(ApiCall.list(Map.of(), false), "the-token");
        String quoting = "bad the-token of client-secret";
        assertThat(envelope(200, "{\"code\":1,\"message\":\"" + quoting + "\",\"x-traceID\":\"the-token\"}"))
                .satisfies(envelope -> assertThat(envelope.message()).isEqualTo("bad *** of ***"))
                .satisfies(envelope -> assertThat(envelope.traceId()).isEqualTo("***"));
        assertThat(read(401, "{\"code\":401,\"message\":\"" + quoting + "\"}"))
                .isEqualTo(new ApiResponse.Unauthorized("bad *** of ***"));
        assertThat(read(401, quoting).failure()).contains("bad *** of ***");
        assertThat(read(500, quoting).failure()).contains("bad *** of ***");
        assertThat(read(500, "y".repeat(115) + "client-secret").failure())
                .as("masked before it is cut")
                .doesNotContain("clien");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1000",
        "' 17 ', 17000",
        "299, 299000",
        "300, 300000",
        "301, 301000",
        "999999999, 31536000000",
        "'Thu, 01 Jan 1970 00:00:31 GMT', 30000",
        "'Thu, 01 Jan 1970 00:00:01 GMT', 0",
        "'Thu, 01 Jan 1970 00:00:00 GMT', 0",
        "'Fri, 02 Jan 1970 00:00:01 GMT', 86400000"
    })
    void retryAfterIsSecondsOrADate(String value, long millis) {
        assertThat(throttled(value).retryAfter()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "1.5", "soon", "9999999999", "1970-01-01T00:00:31Z"})
    void unreadableRetryAfterIsIgnored(String value) {
        assertThat(throttled(value).retryAfter()).isNull();
    }

    @Test
    void requestHasTheRequiredHeaders() {
        HttpRequest request = wire.request(ApiCall.mkdir(Map.of("name", "图库"), DirId.ROOT), "a-token");
        assertThat(request.uri()).hasToString("http://localhost:1/upload/v1/oss/file/mkdir");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.timeout()).contains(TIMEOUT);
        assertThat(request.headers().map())
                .containsEntry("Platform", List.of("open_platform"))
                .containsEntry("Content-Type", List.of("application/json"))
                .containsEntry("Authorization", List.of("Bearer a-token"));
        assertThat(request.bodyPublisher().orElseThrow().contentLength())
                .isEqualTo("{\"name\":\"图库\"}".getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void tokenRequestHasNoToken() {
        assertThat(wire.request(ApiCall.token(Map.of()), null).headers().map()).doesNotContainKey("Authorization");
    }

    @Test
    void detailsAreRequestedByAQuery() {
        HttpRequest request = wire.request(ApiCall.detail(new DirId("a b&c")), "a-token");
        assertThat(request.uri()).hasToString("http://localhost:1/api/v1/oss/file/detail?fileID=a+b%26c");
        assertThat(request.method()).isEqualTo("GET");
    }

    @Test
    void serverThatDoesNotListenIsNamed() throws HaltedException {
        HttpRequest request = wire.request(ApiCall.list(Map.of(), false), null);
        assertThat(wire.send(request)).isInstanceOfSatisfying(ApiResponse.Unreadable.class, failure -> {
            assertThat(failure.unsent()).isTrue();
            assertThat(failure.reason()).contains("http://localhost:1");
        });
    }

    @Test
    void proxyThatRefusesATunnelIsNamed() throws Exception {
        try (LoopbackProxy proxy = new LoopbackProxy("Basic x")) {
            HttpConnector connector =
                    new HttpConnector(new NetworkSettings("http://" + proxy.address(), null), Map.of());
            ApiTransport tunnelled = new ApiTransport("https://localhost:1", TIMEOUT, time, secrets, connector);
            assertThat(tunnelled.send(tunnelled.request(ApiCall.list(Map.of(), false), null)))
                    .isInstanceOfSatisfying(ApiResponse.Foreign.class, refused -> {
                        assertThat(refused.unsent()).isTrue();
                        assertThat(refused.reason()).contains(proxy.address(), "407");
                    });
        }
    }

    @Test
    void foreignTextIsShownWithoutControlCharacters() {
        assertThat(ApiTransport.printable("a\r\nb\tc\u001b[0m\u2028d\u2029e\u0085f\ud800g\u202eh\u009bi"))
                .isEqualTo("a\ufffd\ufffdb\ufffdc\ufffd[0m\ufffdd\ufffde\ufffdf\ufffdg\ufffdh\ufffdi");
        assertThat(ApiTransport.printable("图库 😀")).isEqualTo("图库 😀");
    }

    @Test
    void foreignTextIsCutAfterAThousandCharacters() {
        String longest = "😀".repeat(1000);
        assertThat(ApiTransport.printable(longest)).isEqualTo(longest);
        assertThat(ApiTransport.printable(longest + "x")).isEqualTo(longest + "…");
    }

    private ApiResponse read(int status, String body) {
        return wire.read(status, headers(Map.of()), body.getBytes(StandardCharsets.UTF_8));
    }

    private ApiResponse.Envelope envelope(int status, String body) {
        return (ApiResponse.Envelope) read(status, body);
    }

    private ApiResponse.Throttled throttled(String retryAfter) {
        return (ApiResponse.Throttled) wire.read(429, headers(Map.of("Retry-After", List.of(retryAfter))), new byte[0]);
    }

    private static HttpHeaders headers(Map<String, List<String>> headers) {
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
