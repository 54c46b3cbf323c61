package io.github.pantree.pan123.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.NameEncoding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that wait or are under way when the run is stopped. */
final class HttpFolderApiHaltTests extends HttpFolderApiFixture {

    private static final Duration LIMIT = FolderApi.MAX_WAIT_WHEN_HALTED;
    private static final ResponseDefinitionBuilder LIMITED =
            aResponse().withStatus(429).withHeader("Retry-After", "25").withBody("{}");

    private void listIs(int page, ResponseDefinitionBuilder response) {
        server.stubFor(post(LIST)
                .inScenario("list")
                .whenScenarioStateIs(page == 1 ? Scenario.STARTED : "page " + page)
                .willSetStateTo("page " + (page + 1))
                .willReturn(response));
    }

    private void threePages() {
        listIs(1, okJson(page("5", "a", "1", 1)));
        listIs(2, okJson(page("6", "b", "2", 1)));
        listIs(3, okJson(page("-1", "c", "3", 1)));
    }

    @Test
    void haltEndsAListingBetweenItsPages() {
        threePages();
        HttpFolderApi api = api("fixed", null);
        time.after(Duration.ofNanos(1), api::halt);
        assertThat(api.list(PARENT)).isEqualTo(new ListResult.NotSent());
        server.verify(1, postRequestedFor(urlEqualTo(LIST)));
    }

    @Test
    void listingThatSettlesIsCompleteAfterAHalt() {
        threePages();
        HttpFolderApi api = api("fixed", null);
        api.halt();
        assertThat(api.list(PARENT)).isEqualTo(new ListResult.NotSent());
        assertThat(api.list(PARENT, true))
                .isInstanceOfSatisfying(
                        ListResult.Listed.class,
                        listed -> assertThat(listed.byName()).containsOnlyKeys("a", "b", "c"));
    }

    @Test
    void haltEndsTheWaitForThePauseThatTheServerAskedFor() {
        listIs(1, okJson(page("5", "a", "1", 1)));
        listIs(2, LIMITED);
        listIs(3, okJson(page("-1", "b", "2", 1)));
        HttpFolderApi api = api("fixed", null);
        Duration start = Duration.ofNanos(time.nanos());
        time.after(Duration.ofSeconds(3), api::halt);
        assertThat(api.list(PARENT)).isEqualTo(new ListResult.NotSent());
        assertThat(api.list(PARENT, true)).as("the pause is longer").isEqualTo(new ListResult.NotSent());
        assertThat(api.detail(PARENT)).isEqualTo(new DetailResult.NotSent());
        assertThat(api.mkdir(List.of("a"), PARENT, NameEncoding.STRING, false).of("a"))
                .isEqualTo(new MkdirResult.NotSent());
        assertThat(Duration.ofNanos(time.nanos()).minus(start)).isLessThan(LIMIT.plusSeconds(3));
        server.verify(2, postRequestedFor(urlEqualTo(LIST)));
    }
}
