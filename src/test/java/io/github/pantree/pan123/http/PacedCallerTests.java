package io.github.pantree.pan123.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.sun.net.httpserver.HttpServer;
import io.github.pantree.folder.DirId;
import io.github.pantree.logging.LogContext;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.pace.LocalPacer;
import io.github.pantree.pan123.pace.OutageGuard;
import io.github.pantree.pan123.pace.Pacer;
import io.github.pantree.pan123.pace.RateStore;
import io.github.pantree.support.SecretMasker;
import io.github.pantree.support.SlowestCall;
import io.github.pantree.testing.RecordedLog;
import io.github.pantree.testing.TestConnectors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class PacedCallerTests extends HttpFolderApiFixture {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int ENOUGH = 5;
    private static final int RATE = 1000;
    private static final String LOGIN = "<title>login</title>";
    private static final ResponseDefinitionBuilder LISTED = okJson(page("-1", "a", "1", 1));

    @RegisterExtension
    private final RecordedLog log = RecordedLog.of(PauseLimit.class);

    private final OutageGuard outage = new OutageGuard(BOUND, time);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObservedPacer observed = new ObservedPacer();
    private final List<String> events = observed.events;

    @SuppressWarnings("NullAway.Init") // before each test
    private Pacer pacer;

    @SuppressWarnings("NullAway.Init") // before each test
    private PacedCaller caller;

    @BeforeEach
    void create() {
        RateStore store = new RateStore(home.resolve("pace.json"), time);
        pacer = observed.observe(new LocalPacer(RATE, 1000, store, time));
        caller = caller(server.baseUrl());
    }

    private PacedCaller caller(String baseUrl) {
        SecretMasker secrets = new SecretMasker(null);
        ApiTransport transport = new ApiTransport(baseUrl, BOUND, time, secrets, TestConnectors.direct());
        return new PacedCaller(transport, pacer, outage, new PauseLimit(BOUND, time), PantreeMetrics.in(meters), time);
    }

    private static ResponseDefinitionBuilder status(int status, String body) {
        return aResponse().withStatus(status).withBody(body);
    }

    private void send(Endpoint endpoint, ResponseDefinitionBuilder response) throws HaltedException {
        server.stubFor(any(urlPathEqualTo(endpoint.path)).willReturn(response));
        caller.send(call(endpoint), "fixed");
    }

    private static ApiCall call(Endpoint endpoint) {
        return switch (endpoint) {
            case MKDIR -> ApiCall.mkdir(Map.of(), new DirId("p"));
            case LIST -> ApiCall.list(Map.of(), false);
            case DETAIL -> ApiCall.detail(new DirId("1"));
            case TOKEN -> ApiCall.token(Map.of());
        };
    }

    private void reach() throws HaltedException {
        send(Endpoint.DETAIL, okJson("{\"code\":0}"));
        events.clear();
    }

    @ParameterizedTest
    @CsvSource({"MKDIR, false p", "LIST, false null", "DETAIL, false null", "TOKEN, false null"})
    void permitIsForTheCallAndEndsBeforeItsOutcome(Endpoint endpoint, String permit) throws Exception {
        send(endpoint, okJson("{\"code\":1,\"message\":\"x\"}"));
        assertThat(events).containsExactly("acquire " + permit, "answered", "passed false");
        events.clear();
        send(endpoint, status(429, "").withHeader("Retry-After", "7"));
        assertThat(events).containsExactly("acquire " + permit, "answered", "throttled PT7S");
    }

    @Test
    void callThatSettlesIsPermittedAfterAHalt() throws Exception {
        server.stubFor(any(urlPathEqualTo(Endpoint.LIST.path)).willReturn(LISTED));
        pacer.halt();
        caller.send(ApiCall.list(Map.of(), true), "fixed");
        assertThat(events).containsExactly("acquire true null", "answered", "passed true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LIST   | 200 | {'code':0,'data':{'lastFileId':'-1','fileList':[]}} | success",
                "LIST   | 200 | {'code':0,'data':{'fileList':[]}}                   | failure",
                "LIST   | 200 | {'code':1,'message':'odd'}                          | failure",
                "LIST   | 200 | {'code':5066,'message':'no such folder'}            | success",
                "LIST   | 200 | {'code':401}                                        | reachable",
                "LIST   | 429 | ''                                                  | reachable",
                "LIST   | 502 | ''                                                  | failure",
                "TOKEN  | 200 | {'code':0}                                          | failure",
                "DETAIL | 200 | {'code':0}                                          | success",
                "DETAIL | 200 | {'code':1,'message':'odd'}                          | reachable",
                "MKDIR  | 200 | {'code':0}                                          | success",
                "MKDIR  | 200 | {'code':1,'message':'odd'}                          | reachable",
                "MKDIR  | 403 | <title>a filter</title>                             | reachable",
            })
    void responsesProlongOrEndAnOutage(Endpoint endpoint, int status, String body, String effect) throws Exception {
        reach();
        for (int i = 0; i < ENOUGH; i++) {
            send(endpoint, status(status, body.replace('\'', '"').replace("\"\"", "")));
        }
        assertThat(outage.isOpen()).isEqualTo(effect.equals("failure"));
        time.advance(BOUND.plusSeconds(1));
        assertThat(catchThrowable(() -> outage.recordReachable("later")) == null)
                .isEqualTo(effect.equals("success"));
    }

    @Test
    void onlyAnswersThatAcceptTheTokenAreCountedAsAccepted() throws Exception {
        send(Endpoint.LIST, okJson("{\"code\":1,\"message\":\"odd\"}"));
        send(Endpoint.MKDIR, okJson("{\"code\":0}"));
        assertThat(caller.accepted()).isEqualTo(2);
        send(Endpoint.TOKEN, okJson("{\"code\":401}"));
        send(Endpoint.DETAIL, status(429, ""));
        send(Endpoint.LIST, status(502, ""));
        send(Endpoint.LIST, status(403, LOGIN));
        assertThat(caller.accepted()).isEqualTo(2);
        assertThat(caller.statistics())
                .extracting("mkdir", "list", "token", "limited", "rate")
                .containsExactly(1L, 4L, 1L, 1L, pacer.rate());
    }

    @Test
    void firstForeignAnswerOfAllEndsTheRunAndLaterTheThirdInARow() throws Exception {
        send(Endpoint.LIST, status(502, ""));
        assertThatThrownBy(() -> send(Endpoint.LIST, status(403, LOGIN))).isInstanceOf(ApiUnavailableException.class);
        reach();
        send(Endpoint.LIST, status(403, LOGIN));
        send(Endpoint.LIST, status(403, LOGIN));
        send(Endpoint.LIST, okJson("{\"code\":401}"));
        send(Endpoint.LIST, status(403, LOGIN));
        send(Endpoint.LIST, status(403, LOGIN));
        send(Endpoint.LIST, status(502, ""));
        assertThatThrownBy(() -> send(Endpoint.LIST, status(403, LOGIN))).isInstanceOf(ApiUnavailableException.class);
        assertThat(caller.statistics().list()).isEqualTo(10);
    }

    @Test
    void callThatWasCertainlyNotSentIsNotCounted() throws Exception {
        reach();
        assertThatThrownBy(() -> send(Endpoint.MKDIR, status(407, ""))).isInstanceOf(ApiUnavailableException.class);
        assertThat(caller.statistics().mkdir()).isZero();
        PacedCaller unconnected = caller("http://localhost:1");
        unconnected.send(call(Endpoint.MKDIR), null);
        assertThat(unconnected.statistics().mkdir()).isZero();
    }

    @Test
    void pauseOfAnUnavailableServerIsNoRateLimit() throws Exception {
        send(Endpoint.LIST, status(503, "").withHeader("Retry-After", "9"));
        assertThat(events).containsExactly("acquire false null", "answered", "hold PT9S");
        assertThat(log.events()).isEmpty();
        send(Endpoint.LIST, status(503, "").withHeader("Retry-After", "10"));
        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("10 s");
        for (int i = 0; i < ENOUGH; i++) {
            send(Endpoint.LIST, status(503, "").withHeader("Retry-After", "1"));
        }
        assertThat(pacer.rate()).isEqualTo(RATE);
        assertThat(caller.statistics().limited()).isZero();
    }

    @Test
    void longPauseIsLoggedWithTheTraceIdOfTheResponse() throws Exception {
        send(Endpoint.LIST, status(429, "{\"x-traceID\":\"t1\"}").withHeader("Retry-After", "10"));
        assertThat(log.events(Level.WARN))
                .singleElement()
                .satisfies(event -> assertThat(event.getMDCPropertyMap()).containsEntry("trace_id", "t1"));
    }

    /** The run ends; what other processes of the account do, depends on their limits and on the API. */
    @Test
    void pauseThatIsTooLongEndsTheRunAndHoldsOthersForTenSeconds() throws Exception {
        send(Endpoint.LIST, status(429, "").withHeader("Retry-After", "121"));
        assertThat(events).containsExactly("acquire false null", "answered", "throttled PT10S");
        assertThat(log.events()).isEmpty();
        events.clear();
        assertThatThrownBy(() -> send(Endpoint.LIST, status(200, ""))).hasMessageContaining("121 s");
        assertThat(events).as("refused before it waits").isEmpty();
    }

    /** The pacer may wait before a call, and for its database after it. */
    @Test
    void timeOfACallIsThatOfTheServer() throws Exception {
        observed.before("acquire", () -> time.advance(Duration.ofSeconds(2)));
        observed.before("answered", () -> time.advance(Duration.ofSeconds(5)));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            time.advance(Duration.ofSeconds(3));
            boolean mkdir = exchange.getRequestURI().getPath().equals(Endpoint.MKDIR.path);
            exchange.sendResponseHeaders(mkdir ? 200 : 502, 0);
            exchange.getResponseBody().write("{\"code\":1,\"x-traceID\":\"t1\"}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        caller = caller("http://localhost:" + server.getAddress().getPort());
        LogContext.of(
                "/a",
                null,
                null,
                () -> assertThatNoException().isThrownBy(() -> {
                    caller.send(call(Endpoint.MKDIR), "fixed");
                    caller.send(call(Endpoint.TOKEN), null);
                }));
        server.stop(0);
        assertThat(events).contains("passed false");
        assertThat(caller.statistics().slowest())
                .containsExactly(
                        new SlowestCall("mkdir", "/a", Duration.ofSeconds(3), "t1"),
                        new SlowestCall("token", null, Duration.ofSeconds(3), "t1"));
        assertThat(caller.statistics().waited()).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4100));
        assertThat(meters.get(PantreeMetrics.PERMITS_WAITED).timer().count()).isEqualTo(2);
        assertThat(meters.get(PantreeMetrics.CALLS)
                        .tag("outcome", "refused")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    private void beginOutage() throws HaltedException {
        for (int i = 0; i < ENOUGH; i++) {
            send(Endpoint.LIST, status(502, ""));
        }
        events.clear();
    }

    @Test
    void callsWaitForTheEndOfAnOutageWithoutPermits() throws Exception {
        beginOutage();
        send(Endpoint.LIST, LISTED);
        assertThat(events).startsWith("pause PT0.25S").endsWith("acquire false null", "answered", "passed true");
        assertThat(events.stream().filter(event -> event.startsWith("acquire"))).hasSize(1);
        assertThat(caller.statistics().waited()).isBetween(Duration.ofMillis(600), Duration.ofSeconds(2));
        assertThat(outage.isOpen()).isFalse();
    }

    @Test
    void callReturnsItsPermitIfAnOutageHasBegunMeanwhile() throws Exception {
        reach();
        observed.before("acquire", () -> {
            observed.before("acquire", () -> {});
            for (int i = 0; i < ENOUGH; i++) {
                outage.recordFailure("down");
            }
        });
        send(Endpoint.LIST, LISTED);
        assertThat(events)
                .startsWith("acquire false null", "answered", "pause PT0.25S")
                .endsWith("acquire false null", "answered", "passed true");
    }

    @Test
    void haltLeavesTheTrialOfAnOutageToTheNextCall() throws Exception {
        beginOutage();
        time.advance(Duration.ofSeconds(30));
        pacer.halt();
        assertThatThrownBy(() -> caller.send(call(Endpoint.LIST), null)).isInstanceOf(HaltedException.class);
        assertThat(outage.tryAcquire()).isTrue();
    }

    @Test
    void cancelledCallLeavesTheTrialOfAnOutageToTheNextOne() throws Exception {
        beginOutage();
        time.advance(Duration.ofSeconds(30));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PacedCaller cancelled = caller("http://127.0.0.1:" + silent.getLocalPort());
            observed.after("acquire", Thread.currentThread()::interrupt);
            assertThatThrownBy(() -> cancelled.send(call(Endpoint.LIST), null)).isInstanceOf(HaltedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        observed.after("acquire", () -> {});
        assertThat(events).containsExactly("acquire false null", "answered");
        send(Endpoint.LIST, LISTED);
        assertThat(outage.isOpen()).isFalse();
    }

    @Test
    void backingOffWaitsUnlessThePacerDelaysTheNextCall() throws Exception {
        caller.backOff("limited", 3, new ApiResponse.Throttled(null, null));
        assertThat(events).isEmpty();
        caller.backOff("cut", 3, new ApiResponse.Unreadable("cut"));
        assertThat(events).singleElement().asString().startsWith("pause ");
        assertThat(caller.statistics().retried()).isEqualTo(2);
    }
}
