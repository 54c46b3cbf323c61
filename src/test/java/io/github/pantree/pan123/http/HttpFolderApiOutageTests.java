package io.github.pantree.pan123.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.MkdirResult.Throttled;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.pan123.NameEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses of other servers, outages, and connections that fail. */
final class HttpFolderApiOutageTests extends HttpFolderApiFixture {

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aGatewaysPageLeavesItInDoubt(int status) {
        answer(aResponse().withStatus(status).withBody("<html></html>"));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "302, 'http://portal.example/login', '', redirects to http://portal.example/login",
        "308, 'https://new.example/', '', redirects to https://new.example/",
        "401, '', '<html><title>Wi-Fi login</title><body>x</body></html>', Wi-Fi login",
        "200, '', '<html><title>Wi-Fi login</title><body>x</body></html>', Wi-Fi login",
        "204, '', '', (empty)",
        "400, '', 'The plain HTTP request was sent to HTTPS port', to HTTPS port",
        "403, '', '<html><title>Forbidden by policy</title></html>', Forbidden by policy",
        "404, '', '{\"message\":\"no Route matched with those values\"}', check --base-url",
        "200, '', '{\"code\":\"403\",\"message\":\"123pan-foreign-forbidden cache client ip 1.2.3.4\"}', 1.2.3.4",
        "403, '', '<p>123pan-global-slb forbidden client ip</p>', blocks this machine's address"
    })
    void anotherServersAnswerEndsTheRunAtOnce(int status, String location, String body, String reason) {
        answer(aResponse().withStatus(status).withHeader("Location", location).withBody(body));
        HttpFolderApi api = api("fixed", null);
        assertThatThrownBy(() -> api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining(reason);
        server.verify(1, postRequestedFor(urlEqualTo(MKDIR)));
    }

    @Test
    void detailsThatAreRefusedInUnknownWordsAreNoOutage() {
        server.stubFor(
                get(urlPathEqualTo(Endpoint.DETAIL.path)).willReturn(okJson("{\"code\":1,\"message\":\"odd\"}")));
        HttpFolderApi api = api("fixed", null);
        assertThat(api.detail(PARENT)).isEqualTo(new DetailResult.Unknown("code 1: odd"));
        server.verify(5, getRequestedFor(urlPathEqualTo(Endpoint.DETAIL.path)));
        assertThat(api.outage()).isEmpty();
    }

    @Test
    void readsAnAnswerThatAProxyHasCompressed() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(made("a", "1").getBytes(StandardCharsets.UTF_8));
        }
        answer(aResponse().withHeader("Content-Encoding", "gzip").withBody(compressed.toByteArray()));
        assertThat(mkdir("a")).isInstanceOf(Created.class);
        answer(aResponse().withHeader("Content-Encoding", "gzip").withBody("no gzip"));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @Test
    void repeatedAnswersOfAnotherServerEndTheRun() {
        answer(okJson(made("a", "1")));
        HttpFolderApi api = api("fixed", null);
        assertThat(api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false).of("a"))
                .isInstanceOf(Created.class);
        server.stubFor(
                post(LIST).willReturn(aResponse().withStatus(302).withHeader("Location", "http://portal.example/")));
        assertThatThrownBy(() -> api.list(PARENT))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining("portal.example");
        server.verify(3, postRequestedFor(urlPathEqualTo(LIST)));
    }

    @Test
    void repeatedLoginPagesEndTheRunAlthoughListingsSucceed() {
        server.stubFor(post(LIST).willReturn(okJson(page("-1", "b", "1", 1))));
        answer(aResponse().withStatus(401).withBody("<html><title>Wi-Fi login</title></html>"));
        HttpFolderApi api = api("fixed", null);
        for (int i = 0; i < 2; i++) {
            assertThat(api.list(PARENT)).isInstanceOf(ListResult.Listed.class);
            assertThat(api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false)
                            .of("a"))
                    .isInstanceOf(Unknown.class);
        }
        assertThat(api.list(PARENT)).isInstanceOf(ListResult.Listed.class);
        assertThatThrownBy(() -> api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining("Wi-Fi login");
    }

    @Test
    void aFilterThatAnswersMkdirMayRefuseANameOfTheCall() {
        server.stubFor(post(LIST).willReturn(okJson(page("-1", "b", "1", 1))));
        answer(aResponse().withStatus(403).withBody("<html><title>Blocked by the filter</title></html>"));
        HttpFolderApi api = api("fixed", null);
        assertThat(api.list(PARENT)).isInstanceOf(ListResult.Listed.class);
        for (int i = 0; i < 5; i++) {
            assertThat(api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false)
                            .of("a"))
                    .isInstanceOfSatisfying(Refused.class, refused -> {
                        assertThat(refused.reason()).isEqualTo(RefusalReason.UNKNOWN);
                        assertThat(refused.describe())
                                .startsWith("HTTP 403 from")
                                .contains("Blocked by the filter");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><title>Service unavailable</title></html>", "{\"code\":503,\"message\":\"busy\"}"})
    void anUnavailableServerGetsThePauseThatItAsksFor(String body) {
        answer(aResponse().withStatus(503).withHeader("Retry-After", "30").withBody(body));
        server.stubFor(post(LIST).willReturn(okJson(page("-1", "b", "1", 1))));
        HttpFolderApi api = api("fixed", null);
        assertThat(api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false).of("a"))
                .as("may have been carried out")
                .isInstanceOf(Unknown.class);
        long before = time.nanos();
        assertThat(api.list(PARENT)).isInstanceOf(ListResult.Listed.class);
        assertThat(Duration.ofNanos(time.nanos() - before)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(35));
    }

    @Test
    void aPauseLongerThanTheLongestOutageEndsTheRunBeforeTheNextCall() {
        answer(aResponse().withStatus(429).withHeader("Retry-After", "3600"));
        HttpFolderApi api = api("fixed", null);
        assertThat(api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false).of("a"))
                .as("certainly not carried out")
                .isInstanceOf(Throttled.class);
        long before = time.nanos();
        assertThatThrownBy(() -> api.list(PARENT))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContainingAll("3600 s", "1970-01-01", "pantree.max-outage (120 s)");
        assertThat(Duration.ofNanos(time.nanos() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aPauseBeyondTheDeadlineEndsTheRunBeforeTheNextCall() {
        answer(aResponse().withStatus(429).withHeader("Retry-After", "60"));
        HttpFolderApi api = api("fixed", null);
        api.endAt(time.now().plusSeconds(50));
        assertThat(api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false).of("a"))
                .isInstanceOf(Throttled.class);
        assertThatThrownBy(() -> api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContainingAll("60 s", "later than the deadline", "1970-01-01");
    }

    @Test
    void aCutConnectionLeavesItInDoubt() {
        for (Fault fault : Fault.values()) {
            answer(aResponse().withFault(fault));
            assertThat(mkdir("a")).as(fault.name()).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void anEndlessBodyIsCutOff() {
        answer(aResponse().withBody(new byte[(8 << 20) + 1]));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @Test
    void bothFormsOfTooManyRequestsAreRecognized() {
        answer(aResponse().withStatus(429).withHeader("Retry-After", "7").withBody("slow down"));
        assertThat(mkdir("a")).isEqualTo(new Throttled(Duration.ofSeconds(7), null));
        answer(okJson("{\"code\":429,\"message\":\"x\",\"x-traceID\":\"t\"}")
                .withHeader("Retry-After", "Thu, 01 Jan 1970 00:01:30 GMT"));
        assertThat(((Throttled) mkdir("a")).retryAfter()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
        answer(okJson("{\"code\":429}").withHeader("Retry-After", "soon"));
        assertThat(mkdir("a")).isEqualTo(new Throttled(null, null));
    }

    @Test
    void aFailedListingIsRetried() {
        server.stubFor(post(LIST)
                .inScenario("s")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson("{\"code\":0,\"data\":{\"fileList\":[]}}"))
                .willSetStateTo("good"));
        server.stubFor(
                post(LIST).inScenario("s").whenScenarioStateIs("good").willReturn(okJson(page("-1", "a", "1", 1))));
        assertThat(api("fixed", null).list(PARENT)).isInstanceOf(ListResult.Listed.class);
    }

    @Test
    void anOutageEndsAfterItsBound() {
        server.stubFor(post(LIST).willReturn(aResponse().withStatus(502)));
        assertThatThrownBy(() -> api("fixed", null).list(PARENT)).isInstanceOf(ApiUnavailableException.class);
    }
}
