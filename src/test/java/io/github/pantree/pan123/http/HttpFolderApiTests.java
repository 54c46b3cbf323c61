package io.github.pantree.pan123.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.pantree.folder.DirId;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.MkdirResult.Throttled;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.testing.TestConnectors;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpFolderApiTests {

    private static final String MKDIR = "/upload/v1/oss/file/mkdir";
    private static final String LIST = "/api/v1/oss/file/list";
    private static final String TOKEN = "/api/v1/access_token";
    private static final DirId PARENT = new DirId("p+/=1");

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();

    @Test
    void sendsWhatTheCardAsksFor() {
        answer(okJson(made("图库", "id==")));
        assertThat(mkdir("图库")).isEqualTo(new Created("图库", new DirId("id=="), "trace"));
        server.verify(postRequestedFor(urlEqualTo(MKDIR))
                .withHeader("Authorization", equalTo("Bearer fixed"))
                .withHeader("Platform", equalTo("open_platform"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("{\"name\":\"图库\",\"parentID\":\"p+/=1\",\"type\":1}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"text\"",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\"",
                "<html>502</html>",
                "{\"code\":\"0\",\"message\":\"ok\"}",
                "{\"message\":\"no code\"}",
                "{\"code\":0,\"message\":\"ok\",\"data\":null}",
                "{\"code\":0,\"message\":\"ok\",\"data\":{\"list\":[]}}",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":\"\"}]}}",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":null}]}}",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":\"  \"}]}}",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":\"x\\r\\ny\"}]}}",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":\"\\ud800\"}]}}",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":{}}]}}",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":\"1\"},"
                        + "{\"filename\":\"a\",\"dirID\":\"2\"}]}}",
                "{\"code\":0,\"data\":{\"list\":{}}}",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"b\",\"dirID\":\"1\"},"
                        + "{\"filename\":\"c\",\"dirID\":\"2\"}]}}"
            })
    void anAnswerThatNamesNoFolderLeavesItInDoubt(String body) {
        answer(okJson(body));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500, 502, 503, 504})
    void aGatewaysPageLeavesItInDoubt(int status) {
        answer(aResponse().withStatus(status).withBody("<html></html>"));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "302, 'http://portal.example/login', '', redirects to http://portal.example/login",
        "308, 'https://new.example/', '', redirects to https://new.example/",
        "401, '', '<html><title>Wi-Fi login</title><body>x</body></html>', Wi-Fi login",
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
    void anotherServersAnswerDuringARunEndsItWhenItPersists() {
        answer(okJson(made("a", "1")));
        HttpFolderApi api = api("fixed", null);
        assertThat(api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false).of("a"))
                .isInstanceOf(Created.class);
        answer(aResponse().withStatus(302).withHeader("Location", "http://portal.example/"));
        for (int i = 0; i < 2; i++) {
            assertThat(api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false)
                            .of("a"))
                    .isInstanceOf(Unknown.class);
        }
        assertThatThrownBy(() -> api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false))
                .isInstanceOf(ApiUnavailableException.class);
    }

    @Test
    void aPauseLongerThanTheLongestOutageEndsTheRunAtOnce() {
        answer(aResponse().withStatus(429).withHeader("Retry-After", "3600"));
        assertThatThrownBy(() -> mkdir("a"))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContainingAll("3600 s", "1970-01-01T", "pantree.max-outage (120 s)");
    }

    @Test
    void keysComeInTheOrderOfTheApiCard() {
        answer(okJson(made("a", "1")));
        mkdir("a");
        server.verify(postRequestedFor(urlEqualTo(MKDIR))
                .withHeader("User-Agent", matching("pantree/.+"))
                .withRequestBody(equalTo("{\"name\":\"a\",\"parentID\":\"" + PARENT + "\",\"type\":1}")));
    }

    @Test
    void aCutConnectionLeavesItInDoubt() {
        for (Fault fault : Fault.values()) {
            answer(aResponse().withFault(fault));
            assertThat(mkdir("a")).as(fault.name()).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void aBodyWithoutEndIsCutOff() {
        answer(aResponse().withBody(new byte[(8 << 20) + 1]));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @Test
    void onlyCodeZeroIsSuccessWhateverTheStatus() {
        answer(okJson(made("a", "1")).withStatus(500));
        assertThat(mkdir("a")).isInstanceOf(Created.class);
        answer(okJson("{\"code\":1,\"message\":\"该目录下已经有同名文件夹,无法进行创建\",\"x-traceID\":\"t\"}"));
        assertThat(mkdir("a")).isEqualTo(new Refused(RefusalReason.EXISTS, 1, "该目录下已经有同名文件夹,无法进行创建", "t"));
    }

    @Test
    void matchesTheEntryByItsName() {
        answer(okJson("{\"code\":0,\"data\":{\"list\":[{\"filename\":\"b\",\"dirID\":\"1\"},"
                + "{\"filename\":\"a\",\"dirID\":\"2\",\"new\":true}]}}"));
        assertThat(mkdir("a")).isEqualTo(new Created("a", new DirId("2"), null));
    }

    @ParameterizedTest
    @CsvSource({"\"12345\",12345", "\"a/b+=\",a/b+=", "\" x\",' x'"})
    void takesADirIdAsItIs(String json, String dirId) {
        answer(okJson("{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":" + json + "}]}}"));
        assertThat(((Created) mkdir("a")).dirId().value()).isEqualTo(dirId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "98765432109876543210", "1.5"})
    void aNumberIsNoDirIdAndLeavesItInDoubt(String json) {
        answer(okJson("{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":" + json + "}]}}"));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @Test
    void aDirIdBeyondAllReasonLeavesItInDoubt() {
        answer(okJson(made("a", "x".repeat(1001))));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @Test
    void theOnlyEntryIsTheAnswerWhateverItsName() {
        answer(okJson(made("a(1)", "7")));
        assertThat(mkdir("a")).isEqualTo(new Created("a(1)", new DirId("7"), "trace"));
    }

    @Test
    void foreignTextIsMadeHarmless() {
        answer(okJson("{\"code\":1,\"message\":\"a\\r\\nb\\u001b[31m\",\"x-traceID\":\"t\\nu\"}"));
        assertThat(mkdir("a")).isEqualTo(new Refused(RefusalReason.UNKNOWN, 1, "a��b�[31m", "t�u"));
        answer(okJson(made("a\\nb", "7")));
        assertThat(((Created) mkdir("a")).filename()).isEqualTo("a�b");
        answer(okJson("{\"code\":1,\"message\":\"" + "很".repeat(5000) + "\"}"));
        assertThat(((Refused) mkdir("a")).message()).hasSize(1001).endsWith("…");
    }

    @Test
    void aWrongContentTypeDoesNotMatter() {
        answer(aResponse().withHeader("Content-Type", "text/html; charset=gbk").withBody(made("图库", "1")));
        assertThat(mkdir("图库")).isInstanceOf(Created.class);
    }

    @Test
    void aTokenAnswerThatCannotBeUsedIsAskedForAgain() throws Exception {
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
    void anUnusualDateOfATokenCausesNoOtherPurchase(String date) {
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
    void tokensThatBecomeInvalidEarlyAreBoughtMoreAndMoreSlowly() {
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
    void aListingWithoutAnEndIsRefused() {
        server.stubFor(post(LIST)
                .willReturn(okJson("{\"code\":0,\"data\":{\"lastFileId\":\"{{randomValue length=16}}\",\"fileList\":["
                                + "{\"filename\":\"a\",\"fileId\":\"1\",\"type\":1}]}}")
                        .withTransformers("response-template")));
        assertThat(api("fixed", null).list(PARENT)).isInstanceOfSatisfying(ListResult.Refused.class, refused -> {
            assertThat(refused.concernsListing()).isTrue();
            assertThat(refused.message()).contains("does not end");
        });
        server.verify(51, postRequestedFor(urlEqualTo(LIST)));
    }

    @Test
    void aTokenThatDoesNotFitAHeaderIsRefusedUnseen() {
        assertThatThrownBy(() -> api("secret\r\nX: 1", null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.access-token")
                .hasMessageNotContaining("secret\r");
    }

    @Test
    void readsHintsOffCodesAndWords() {
        assertThat(RefusalClassifier.of(1, "parentID不存在")).isEqualTo(RefusalReason.NO_PARENT);
        assertThat(RefusalClassifier.of(5066, "x")).isEqualTo(RefusalReason.NO_PARENT);
        assertThat(RefusalClassifier.of(4025, "x")).isEqualTo(RefusalReason.EXISTS);
        assertThat(RefusalClassifier.of(1, "文件夹已存在")).isEqualTo(RefusalReason.EXISTS);
        assertThat(RefusalClassifier.of(1, "文件名要小于256个字符且不能包含以下任何字符：\"\\/:*?|><"))
                .isEqualTo(RefusalReason.BAD_NAME);
        assertThat(RefusalClassifier.of(1, "内部错误")).isEqualTo(RefusalReason.UNKNOWN);
    }

    @Test
    void tooManyRequestsComesInBothForms() {
        answer(aResponse().withStatus(429).withHeader("Retry-After", "7").withBody("slow down"));
        assertThat(mkdir("a")).isEqualTo(new Throttled(Duration.ofSeconds(7), null));
        answer(okJson("{\"code\":429,\"message\":\"x\",\"x-traceID\":\"t\"}")
                .withHeader("Retry-After", "Thu, 01 Jan 1970 00:01:30 GMT"));
        assertThat(((Throttled) mkdir("a")).retryAfter()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
        answer(okJson("{\"code\":429}").withHeader("Retry-After", "soon"));
        assertThat(mkdir("a")).isEqualTo(new Throttled(null, null));
    }

    @Test
    void listsAllPages() {
        server.stubFor(post(LIST)
                .withRequestBody(equalToJson("{\"parentFileId\":\"p+/=1\",\"limit\":100,\"type\":1}"))
                .willReturn(okJson(page("c1", "a", "1", 1))));
        server.stubFor(post(LIST)
                .withRequestBody(
                        equalToJson("{\"parentFileId\":\"p+/=1\",\"limit\":100,\"type\":1,\"lastFileId\":\"c1\"}"))
                .willReturn(okJson(page("-1", "a", "2", 0))));
        ListResult.Listed listed = (ListResult.Listed) api("fixed", null).list(PARENT);
        assertThat(listed.folders("a"))
                .extracting(entry -> entry.dirId().value())
                .containsExactly("1");
        assertThat(listed.hasFile("a")).isTrue();
    }

    @Test
    void aListingThatFailsIsTriedAgain() {
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

    @Test
    void asksForOneTokenAndKeepsItForTheOwnerOnly() throws Exception {
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
    void renewsATokenThatTheApiForgot() {
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
    void saysWhichCredentialsAreRefused() {
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
        answer(aResponse().withStatus(400).withBody("<p>Bearer t0ken-value</p>"));
        assertThat(mkdirWithCredentials()).asString().contains("Bearer ***").doesNotContain("t0ken", "<p>");
    }

    @Test
    void aTokenThatIsIssuedAsOverIsUsedUntilItIsRefused() {
        server.stubFor(post(TOKEN).willReturn(okJson(token("t1").replace("2026", "2020"))));
        answer(okJson(made("a", "1")));
        mkdirWithCredentials();
        mkdirWithCredentials();
        server.verify(1, postRequestedFor(urlEqualTo(TOKEN)));
        server.verify(2, postRequestedFor(urlEqualTo(MKDIR)));
    }

    private void answer(ResponseDefinitionBuilder response) {
        server.stubFor(post(MKDIR).willReturn(response));
    }

    private MkdirResult mkdir(String name) {
        return api("fixed", null)
                .mkdir(List.of(name), PARENT, NameEncoding.STRING, false)
                .of(name);
    }

    private MkdirResult mkdirWithCredentials() {
        return api(null, "s3cret")
                .mkdir(List.of("a"), PARENT, NameEncoding.STRING, false)
                .of("a");
    }

    private HttpFolderApi api(@Nullable String token, @Nullable String secret) {
        return new HttpFolderApi(
                new Pan123Settings(
                        server.baseUrl() + "/",
                        secret == null ? null : "me",
                        secret,
                        token,
                        1000,
                        8,
                        "auto",
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(2),
                        home),
                TestConnectors.direct(),
                time,
                PantreeMetrics.NONE,
                null);
    }

    private static String made(String name, String dirId) {
        return "{\"code\":0,\"message\":\"ok\",\"data\":{\"list\":[{\"filename\":\"" + name + "\",\"dirID\":\"" + dirId
                + "\"}]},\"x-traceID\":\"trace\"}";
    }

    private static String page(String cursor, String name, String id, int type) {
        return "{\"code\":0,\"data\":{\"lastFileId\":\"" + cursor + "\",\"fileList\":[{\"filename\":\"" + name
                + "\",\"fileId\":\"" + id + "\",\"type\":" + type + "}]}}";
    }

    private static String token(String value) {
        return "{\"code\":0,\"data\":{\"accessToken\":\"" + value + "\",\"expiredAt\":\"2026-03-23T15:48:37+08:00\"}}";
    }
}
