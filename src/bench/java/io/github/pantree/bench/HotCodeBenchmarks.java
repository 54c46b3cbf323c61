package io.github.pantree.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs every {@code …Benchmark} class in separate JVMs, long enough to see an order of magnitude, but not a percent.
 */
@Tag("bench")
final class HotCodeBenchmarks {

    private static final Table TABLE = new Table("Hot code, JMH: 2 JVMs, 3 x 1 s each, ± half of the 99.9 % interval");

    @AfterAll
    static void print() throws IOException {
        TABLE.print();
    }

    @Test
    void costOfOneOfEach() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("^io\\.github\\.pantree\\.")
                        .forks(2)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgs("-Xmx512m")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Map<String, Double> scores = new HashMap<>();
        for (RunResult result : results) {
            Result<?> figure = result.getPrimaryResult();
            String label = label(result.getParams());
            scores.put(label, figure.getScore());
            TABLE.line(label, "%.3f %s ± %.3f", figure.getScore(), figure.getScoreUnit(), figure.getScoreError());
        }
        assertThat(scores).containsKeys("ManifestBenchmark.row", "ManifestBenchmark.rowOfOpenCsvAlone");
        double row = scores.get("ManifestBenchmark.row");
        double alone = scores.get("ManifestBenchmark.rowOfOpenCsvAlone");
        TABLE.line(
                "rows read and checked",
                "%.0f rows/s, OpenCSV alone %.0f, ratio %.1f",
                1e6 / row,
                1e6 / alone,
                row / alone);
    }

    /** Class, method and parameters: {@code PacerBenchmark.permit, rate 5}. */
    private static String label(BenchmarkParams params) {
        String[] parts = params.getBenchmark().split("\\.", -1);
        String parameters = params.getParamsKeys().stream()
                .map(key -> ", " + key + " " + params.getParam(key))
                .collect(Collectors.joining());
        return parts[parts.length - 2] + "." + parts[parts.length - 1] + parameters;
    }
}
