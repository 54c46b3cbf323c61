package io.github.pantree.pan123.http;

import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.pantree.folder.DirId;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.support.SharedStore;
import io.github.pantree.testing.TestConnectors;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An API client, and a server with configured responses. */
abstract class HttpFolderApiFixture {

    static final String MKDIR = "/upload/v1/oss/file/mkdir";
    static final String LIST = "/api/v1/oss/file/list";
    static final DirId PARENT = new DirId("p+/=1");

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @TempDir
    Path home;

    final TickingTime time = new TickingTime();

    void answer(ResponseDefinitionBuilder response) {
        server.stubFor(post(MKDIR).willReturn(response));
    }

    MkdirResult mkdir(String name) {
        return api("fixed", null)
                .mkdir(List.of(name), PARENT, NameEncoding.STRING, false)
                .of(name);
    }

    HttpFolderApi api(@Nullable String token, @Nullable String secret) {
        return api(token, secret, null);
    }

    HttpFolderApi api(@Nullable String token, @Nullable String secret, @Nullable SharedStore shared) {
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
                shared);
    }

    static String made(String name, String dirId) {
        return "{\"code\":0,\"message\":\"ok\",\"data\":{\"list\":[{\"filename\":\"" + name + "\",\"dirID\":\"" + dirId
                + "\"}]},\"x-traceID\":\"trace\"}";
    }

    static String page(String cursor, String name, String id, int type) {
        return "{\"code\":0,\"data\":{\"lastFileId\":\"" + cursor + "\",\"fileList\":[{\"filename\":\"" + name
                + "\",\"fileId\":\"" + id + "\",\"type\":" + type + "}]}}";
    }

    static String token(String value) {
        return "{\"code\":0,\"data\":{\"accessToken\":\"" + value + "\",\"expiredAt\":\"2026-03-23T15:48:37+08:00\"}}";
    }
}
