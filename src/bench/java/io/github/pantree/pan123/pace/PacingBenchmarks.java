package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.bench.Table;
import io.github.pantree.pan123.pace.SimulatedLimits.Kind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs the pacers against thousands of simulated servers in virtual time; prints how much longer the calls take than
 * the limits require, and the share of refused calls.
 */
@Tag("bench")
final class PacingBenchmarks {

    private static final int SEEDS = 100;

    @Test
    void usesWhatServersOfAllKindsAllow() throws IOException, InterruptedException {
        Table table = new Table("Pacing in virtual time, " + SEEDS + " servers each");
        Map<String, double[]> rows = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            for (String situation : new String[] {"steady", "noise", "competitor", "change", "in flight"}) {
                double[] sums = new double[4];
                for (int seed = 0; seed < SEEDS; seed++) {
                    PacingSimulation.Result result = PacingSimulation.run(spec(kind, situation, seed), seed);
                    sums[0] += result.used();
                    sums[1] += result.limited();
                    sums[2] += result.noise();
                    sums[3] = Math.max(sums[3], result.mostInASecond());
                }
                rows.put("pacing; " + kind + "; " + situation, sums);
            }
        }
        rows.forEach((name, sums) -> {
            table.ratio(name, SEEDS / sums[0], "the limit", 1, "x the time");
            table.line(
                    "",
                    "refused %.1f %%, without cause %.1f %%, most in a second %.0f",
                    100 * sums[1] / SEEDS,
                    100 * sums[2] / SEEDS,
                    sums[3]);
        });
        table.print();
        assertThat(rows.values()).allSatisfy(sums -> assertThat(sums[0]).isGreaterThan(0.5 * SEEDS));
    }

    private static PacingSimulation.Spec spec(Kind kind, String situation, int seed) {
        Random random = new Random(seed);
        double limit = 5 + random.nextInt(30);
        SimulatedLimits.Spec steady = SimulatedLimits.Spec.of(kind, limit);
        SimulatedLimits.Spec server = switch (situation) {
            case "noise" -> steady.withNoise(0.05 * random.nextDouble());
            case "competitor" -> steady.withCompetitor(0.6 * limit, 10, 30);
            case "change" -> steady.withChange(limit / 3, 10, 30);
            case "in flight" -> steady.withInFlight(1 + random.nextInt(2), 0);
            default -> steady;
        };
        double latency = 0.005 * Math.pow(400, random.nextDouble());
        return new PacingSimulation.Spec(server, 40, 8, 1 + random.nextInt(5), 600, 4, latency, 0.2, 0);
    }
}
