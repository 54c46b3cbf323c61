package io.github.pantree.functional;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.testing.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stop while the API has asked for a long pause. */
@Timeout(60)
final class ProvisioningStopWaitTests extends ProvisioningFixture {

    private static final String MKDIR = "/upload/v1/oss/file/mkdir";
    private static final String LIST = "/api/v1/oss/file/list";
    private static final ResponseDefinitionBuilder EMPTY =
            okJson("{\"code\":0,\"message\":\"ok\",\"data\":{\"lastFileId\":\"-1\",\"fileList\":[]}}");
    /** Longer than the timeout of the test, shorter than {@code pantree.max-outage}. */
    private static final ResponseDefinitionBuilder LIMITED =
            aResponse().withStatus(429).withHeader("Retry-After", "500").withBody("{}");

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static void listIs(int call, ResponseDefinitionBuilder response) {
        server.stubFor(post(LIST)
                .inScenario("list")
                .whenScenarioStateIs(call == 1 ? Scenario.STARTED : "list " + call)
                .willSetStateTo("list " + (call + 1))
                .willReturn(response));
    }

    /** The first listing finds what exists; the second one looks up the folder whose call was not answered. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1"})
    void stopDoesNotWaitForThePause(int limited, int inDoubt) throws Exception {
        server.stubFor(post(MKDIR).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        for (int call = 1; call <= limited; call++) {
            listIs(call, call < limited ? EMPTY : LIMITED);
        }
        HomeFixture fixture = new HomeFixture(folder, server.baseUrl());
        Path manifest = fixture.manifest("path\n/a\n");
        try (Provisioning provisioning = fixture.open()) {
            Thread stopper = new Thread(() -> stopAfterListings(provisioning, limited));
            stopper.start();
            RunOutcome stopped = provisioning.run(manifest);
            stopper.join();
            assertThat(stopped.end()).isEqualTo(RunStatus.STOPPED);
        }
        server.verify(inDoubt, postRequestedFor(urlEqualTo(MKDIR)));
        server.verify(limited, postRequestedFor(urlEqualTo(LIST)));
        assertThat(fixture.result("rejects.csv"))
                .singleElement()
                .satisfies(line -> assertThat(line.contains("is unknown")).isEqualTo(inDoubt > 0));
    }

    private static void stopAfterListings(Provisioning provisioning, int count) {
        Await.until(() -> server.findAll(postRequestedFor(urlEqualTo(LIST))).size() >= count);
        provisioning.stop("a test");
    }
}
