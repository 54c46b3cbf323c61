package io.github.pantree.pan123.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.support.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How access tokens are requested, stored, refreshed and masked. */
final class HttpFolderApiTokenTests extends HttpFolderApiFixture {

    private static final String TOKEN = "/api/v1/access_token";

    @Test
    void anUnusableTokenResponseIsRequestedAgain() throws Exception {
        String[] bad = {"{\"code\":0,\"data\":{}}", token("a\\r\\nX-Evil: 1"), "<html></html>"};
        for (int i = 0; i < bad.length; i++) {
            server.stubFor(post(TOKEN)
                    .inScenario("bad")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "bad" + i)
                    .willReturn(okJson(bad[i]))
                    .willSetStateTo("bad" + (i + 1)));
        }
        server.stubFor(post(TOKEN)
                .inScenario("bad")
                .whenScenarioStateIs("bad" + bad.length)
                .willReturn(okJson(token("good"))));
        api(null, "s3cret").authenticate();
        server.verify(bad.length + 1, postRequestedFor(urlEqualTo(TOKEN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2100-12-26 15:48:37\"", "\"\"", "null", "4102444800", "\"4102444800000\"", "{}"})
    void anUnusualDateOfATokenCausesNoOtherRequest(String date) {
        server.stubFor(post(TOKEN)
                .willReturn(okJson("{\"code\":0,\"data\":{\"accessToken\":\"t\",\"expiredAt\":" + date + "}}")));
        answer(okJson(made("a", "1")));
        HttpFolderApi api = api(null, "s3cret");
        for (int i = 0; i < 3; i++) {
            api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false);
        }
        assertThat(mkdirWithCredentials()).isInstanceOf(Created.class);
        server.verify(1, postRequestedFor(urlEqualTo(TOKEN)));
    }

    @Test
    void tokensThatBecomeInvalidEarlyAreRequestedMoreAndMoreSlowly() {
        for (int i = 1; i <= 4; i++) {
            server.stubFor(post(TOKEN)
                    .inScenario("rivals")
                    .whenScenarioStateIs(i == 1 ? Scenario.STARTED : "t" + i)
                    .willReturn(okJson(token("t" + i)))
                    .willSetStateTo("t" + (i + 1)));
        }
        server.stubFor(post(MKDIR).willReturn(okJson("{\"code\":401,\"message\":\"tokens number\"}")));
        server.stubFor(
                post(MKDIR).withHeader("Authorization", equalTo("Bearer t4")).willReturn(okJson(made("a", "1"))));
        long start = time.nanos();
        assertThat(mkdirWithCredentials()).isInstanceOf(Created.class);
        server.verify(4, postRequestedFor(urlEqualTo(TOKEN)));
        assertThat(Duration.ofNanos(time.nanos() - start)).as("1 s, then 2 s").isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void aTokenThatDoesNotFitAHeaderIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> api("secret\r\nX: 1", null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.access-token")
                .hasMessageNotContaining("secret\r");
    }

    @Test
    void requestsOneTokenAndStoresItForTheOwnerOnly() throws Exception {
        server.stubFor(post(TOKEN)
                .withRequestBody(equalToJson("{\"clientID\":\"me\",\"clientSecret\":\"s3cret\"}"))
                .willReturn(okJson(token("t1"))));
        answer(okJson(made("a", "1")));
        mkdirWithCredentials();
        mkdirWithCredentials();
        server.verify(1, postRequestedFor(urlEqualTo(TOKEN)).withHeader("Platform", equalTo("open_platform")));
        server.verify(2, postRequestedFor(urlEqualTo(MKDIR)).withHeader("Authorization", equalTo("Bearer t1")));
        try (var files = Files.list(home)) {
            List<Path> tokens = files.toList();
            assertThat(tokens)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
            assertThat(tokens)
                    .noneSatisfy(file -> assertThat(Files.readString(file)).contains("s3cret"));
        }
    }

    @Test
    void refreshesARejectedToken() {
        server.stubFor(post(TOKEN)
                .inScenario("t")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson(token("t1")))
                .willSetStateTo("second"));
        server.stubFor(post(TOKEN).inScenario("t").whenScenarioStateIs("second").willReturn(okJson(token("t2"))));
        server.stubFor(
                post(MKDIR).willReturn(okJson("{\"code\":401,\"message\":\"tokens number has exceeded the limit\"}")));
        server.stubFor(
                post(MKDIR).withHeader("Authorization", equalTo("Bearer t2")).willReturn(okJson(made("a", "1"))));
        assertThat(mkdirWithCredentials()).isInstanceOf(Created.class);
    }

    @Test
    void tokenRefusedForAnUnknownReasonIsRequestedTwiceMore() {
        server.stubFor(post(TOKEN).willReturn(okJson("{\"code\":1,\"message\":\"内部错误\"}")));
        assertThatThrownBy(() -> api(null, "s3cret").authenticate())
                .isInstanceOf(CredentialsRefusedException.class)
                .hasMessageContaining("内部错误");
        server.verify(3, postRequestedFor(urlEqualTo(TOKEN)));
        for (int i = 0; i < 2; i++) {
            server.stubFor(post(TOKEN)
                    .inScenario("internal error")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "failed")
                    .willReturn(okJson(i == 0 ? "{\"code\":1,\"message\":\"内部错误\"}" : token("t1")))
                    .willSetStateTo("failed"));
        }
        answer(okJson(made("a", "1")));
        assertThat(mkdirWithCredentials()).isInstanceOf(Created.class);
    }

    @Test
    void errorNamesTheRefusedCredentials() {
        server.stubFor(post(TOKEN).willReturn(okJson("{\"code\":1,\"message\":\"无效的登录信息\"}")));
        assertThatThrownBy(() -> api(null, "wr0ng").authenticate())
                .isInstanceOf(CredentialsRefusedException.class)
                .hasMessageContaining("无效的登录信息")
                .hasMessageNotContaining("wr0ng");
        answer(okJson("{\"code\":401,\"message\":\"expired\"}"));
        assertThatThrownBy(() -> mkdir("a"))
                .isInstanceOf(CredentialsRefusedException.class)
                .hasMessageContaining("pantree.access-token");
    }

    @Test
    void masksSecretsThatAnAnswerQuotes() {
        server.stubFor(post(TOKEN).willReturn(okJson(token("t0ken-value"))));
        answer(okJson("{\"code\":1,\"message\":\"bad header Bearer t0ken-value of s3cret\",\"x-traceID\":\"s3cret\"}"));
        assertThat(mkdirWithCredentials())
                .isEqualTo(new Refused(RefusalReason.UNKNOWN, 1, "bad header Bearer *** of ***", "***"));
        answer(aResponse().withStatus(500).withBody("<p>Bearer t0ken-value</p>"));
        assertThat(mkdirWithCredentials()).asString().contains("Bearer ***").doesNotContain("t0ken", "<p>");
    }

    @Test
    void aTokenThatIsIssuedAsExpiredIsUsedUntilItIsRefused() {
        server.stubFor(post(TOKEN).willReturn(okJson(token("t1").replace("2026", "2020"))));
        answer(okJson(made("a", "1")));
        mkdirWithCredentials();
        mkdirWithCredentials();
        server.verify(1, postRequestedFor(urlEqualTo(TOKEN)));
        server.verify(2, postRequestedFor(urlEqualTo(MKDIR)));
    }

    private MkdirResult mkdirWithCredentials() {
        return api(null, "s3cret")
                .mkdir(List.of("a"), PARENT, NameEncoding.STRING, false)
                .of("a");
    }
}
