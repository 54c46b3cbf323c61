package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.support.InvalidSettingException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeterTests {

    @TempDir
    private Path folder;

    @Test
    void runsCountInTheRegistryThatTheyAreGivenAndSoDoesSpringBatch() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            simulator.addFolder("", "a");
            HomeFixture fixture = new HomeFixture(folder, simulator);
            fixture.run(fixture.manifest("path\n/a/b\n/c\n"), registry);
            fixture.run(fixture.manifest("path\n/d\n"), registry);
        }
        assertThat(registry.get(PantreeMetrics.FOLDERS)
                        .tag("state", "created")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get(PantreeMetrics.FOLDERS)
                        .tag("state", "existed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(PantreeMetrics.CALLS)
                        .tags("kind", "mkdir", "outcome", "ok")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get(PantreeMetrics.PERMITS_WAITED).timer().count()).isGreaterThanOrEqualTo(5);
        assertThat(registry.get(PantreeMetrics.PENDING).gauge().value())
                .as("no run is open")
                .isZero();
        assertThat(registry.get(PantreeMetrics.RATE).gauge().value()).isZero();
        assertThat(registry.get("spring.batch.job").timer().count()).isEqualTo(2);
        assertThat(registry.get("spring.batch.step").timers()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void callsAreCountedByTheirOutcomeAndBlockedFoldersToo() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (OddServer server = new OddServer((odd, call) -> "不能包含以下任何字符")) {
            HomeFixture fixture = new HomeFixture(folder, server.baseUrl());
            fixture.run(fixture.manifest("path\n/a/b/c\n"), registry);
        }
        assertThat(registry.get(PantreeMetrics.CALLS)
                        .tags("kind", "mkdir", "outcome", "refused")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(PantreeMetrics.FOLDERS)
                        .tag("state", "failed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(PantreeMetrics.FOLDERS)
                        .tag("state", "blocked")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aBatchRunPushesItsMetersWhenItEnds() throws Exception {
        List<String> pushed = Collections.synchronizedList(new ArrayList<>());
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HttpServer gateway = gateway(200, pushed);
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.push-gateway", url(gateway) + "/");
            assertThat(fixture.run(fixture.manifest("path\n/a/b\n/c\n")).end()).isEqualTo(RunStatus.COMPLETED);
            gateway.stop(0);
        }
        assertThat(pushed).hasSize(1);
        assertThat(pushed.get(0))
                .startsWith("PUT /metrics/job/pantree/instance")
                .contains("pantree_folders_total{state=\"created\"} 3.0")
                .contains("pantree_calls_seconds_count{kind=\"mkdir\",outcome=\"ok\"} 3")
                .contains("pantree_in_doubt 0.0", "pantree_pending 0.0", "pantree_rate 2000.0")
                .contains("spring_batch_job_seconds_count");
    }

    @Test
    void aGatewayThatFailsFailsNoRun() throws Exception {
        List<String> pushed = Collections.synchronizedList(new ArrayList<>());
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HttpServer gateway = gateway(500, pushed);
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.push-gateway", url(gateway));
            assertThat(fixture.run(fixture.manifest("path\n/a\n")).end()).isEqualTo(RunStatus.COMPLETED);
            gateway.stop(0);
            assertThat(fixture.run(fixture.manifest("path\n/b\n")).end())
                    .as("no server listens")
                    .isEqualTo(RunStatus.COMPLETED);
        }
        assertThat(pushed).hasSize(1);
    }

    @Test
    void anInvalidUrlIsRefused() {
        assertThatThrownBy(() -> new HomeFixture(folder, "http://127.0.0.1:1")
                        .with("pantree.push-gateway", "gateway:9091")
                        .open())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.push-gateway");
    }

    private static HttpServer gateway(int status, List<String> pushed) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                pushed.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + body);
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
