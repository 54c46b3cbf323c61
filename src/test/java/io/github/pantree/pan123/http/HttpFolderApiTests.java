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

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.testing.MemorySharedStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses of mkdir and list calls. */
final class HttpFolderApiTests extends HttpFolderApiFixture {

    @Test
    void sendsTheDocumentedRequest() {
        answer(okJson(made("图库", "id==")));
        assertThat(mkdir("图库")).isEqualTo(new Created("图库", new DirId("id=="), "trace"));
        server.verify(postRequestedFor(urlEqualTo(MKDIR))
                .withHeader("Authorization", equalTo("Bearer fixed"))
                .withHeader("Platform", equalTo("open_platform"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("{\"name\":\"图库\",\"parentID\":\"p+/=1\",\"type\":1}")));
    }

    @Test
    void processesWithDifferentFixedTokensShareOnePace() {
        MemorySharedStore shared = new MemorySharedStore(time);
        for (String token : List.of("issued", "renewed")) {
            answer(okJson(made("a", "1")));
            api(token, null, shared).mkdir(List.of("a"), PARENT, NameEncoding.STRING, false);
        }
        assertThat(shared.texts().keySet())
                .filteredOn(name -> name.startsWith("pace "))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429})
    void codeOfSuccessIsNotSentAgainWhateverTheStatus(int status) {
        answer(okJson(made("图库", "id==")).withStatus(status));
        assertThat(mkdir("图库")).isEqualTo(new Created("图库", new DirId("id=="), "trace"));
        server.verify(1, postRequestedFor(urlEqualTo(MKDIR)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"text\"",
                "{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\"",
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
    void anAnswerWithoutAFolderLeavesItInDoubt(String body) {
        answer(okJson(body));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
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
    void keepsADirIdAsItIs(String json, String dirId) {
        answer(okJson("{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":" + json + "}]}}"));
        assertThat(((Created) mkdir("a")).dirId().value()).isEqualTo(dirId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "98765432109876543210", "1.5"})
    void aNumericDirIdLeavesItInDoubt(String json) {
        answer(okJson("{\"code\":0,\"data\":{\"list\":[{\"filename\":\"a\",\"dirID\":" + json + "}]}}"));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @Test
    void anImplausibleDirIdLeavesItInDoubt() {
        answer(okJson(made("a", "x".repeat(1001))));
        assertThat(mkdir("a")).isInstanceOf(Unknown.class);
    }

    @Test
    void theOnlyEntryIsTheResultForAnyName() {
        answer(okJson(made("a(1)", "7")));
        assertThat(mkdir("a")).isEqualTo(new Created("a(1)", new DirId("7"), "trace"));
    }

    @Test
    void controlCharactersInResponsesAreReplaced() {
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
    void anEndlessListingIsRefused() {
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
    void derivesTheReasonFromCodeAndMessage() {
        assertThat(RefusalClassifier.of(1, "parentID不存在")).isEqualTo(RefusalReason.NO_PARENT);
        assertThat(RefusalClassifier.of(5066, "x")).isEqualTo(RefusalReason.NO_PARENT);
        assertThat(RefusalClassifier.of(4025, "x")).isEqualTo(RefusalReason.EXISTS);
        assertThat(RefusalClassifier.of(1, "文件夹已存在")).isEqualTo(RefusalReason.EXISTS);
        assertThat(RefusalClassifier.of(1, "文件名要小于256个字符且不能包含以下任何字符：\"\\/:*?|><"))
                .isEqualTo(RefusalReason.BAD_NAME);
        assertThat(RefusalClassifier.of(1, "内部错误")).isEqualTo(RefusalReason.UNKNOWN);
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
}
