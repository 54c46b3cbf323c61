package io.github.pantree.pan123.http;

import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.support.SecretMasker;
import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.TestConnectors;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Parses a response: from its bytes to the dirID of each name. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MkdirResponseBenchmark {

    private static final int OK = 200;

    @Param({"1", "100"})
    private int names;

    private final SecretMasker secrets = new SecretMasker(null);
    private final ApiTransport wire = new ApiTransport(
            "http://127.0.0.1", Duration.ofSeconds(1), TimeSource.SYSTEM, secrets, TestConnectors.direct());
    private final HttpHeaders headers = HttpHeaders.of(Map.of(), (name, value) -> true);
    private List<String> asked = List.of();
    private byte[] body = {};

    @Setup
    public void begin() {
        // As in a run, where a response must not reveal the token.
        secrets.add("simulator-token");
        asked = IntStream.range(0, names).mapToObj("档案%07d"::formatted).toList();
        body = asked.stream()
                .map("{\"filename\":\"%1$s\",\"dirID\":\"yk6baz03t0l000d7w33fxgeerx6xjnif-%1$s\"}"::formatted)
                .collect(Collectors.joining(
                        ",",
                        "{\"code\":0,\"message\":\"ok\",\"data\":{\"list\":[",
                        "]},\"x-traceID\":\"6e1a4a0e-5f3b-4c9f-8b1a-1f0d6c8f2a77\"}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public MkdirBatchResult read() {
        return MkdirResponseParser.read(wire.read(OK, headers, body), asked);
    }
}
