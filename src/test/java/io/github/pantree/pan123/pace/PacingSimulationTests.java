package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.pace.SimulatedLimits.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the pacers use a server's limits, in virtual time; {@code PacingBenchmarks} covers thousands of servers. */
final class PacingSimulationTests {

    private static final int CONCURRENCY = 8;

    @ParameterizedTest
    @CsvSource({"0, 0.97", "0.02, 0.88", "0.05, 0.7"})
    void spuriousRefusalsCostLittle(double noise, double used) throws InterruptedException {
        for (int seed = 0; seed < 5; seed++) {
            PacingSimulation.Result result =
                    run(SimulatedLimits.Spec.of(Kind.SLIDING, 20).withNoise(noise), 20, 1, 800, 0.05, seed);
            assertThat(result.used()).as("seed %d: %s", seed, result).isGreaterThan(used);
            assertThat(result.limited()).isZero();
            assertThat(result.mostInASecond()).isLessThanOrEqualTo(20);
        }
    }

    @ParameterizedTest
    @CsvSource({"SLIDING, 1", "SLIDING_COUNTING_REFUSED, 1", "FIXED, 1", "BUCKET, 1", "SLIDING, 3"})
    void undisclosedLimitIsNearlyUsedUpAndRarelyExceeded(Kind kind, int processes) throws InterruptedException {
        PacingSimulation.Result result = run(SimulatedLimits.Spec.of(kind, 8), 40, processes, 600, 0.05, 1);
        assertThat(result.used()).as("%s", result).isGreaterThan(0.95);
        assertThat(result.limited()).as("%s", result).isLessThan(kind == Kind.BUCKET ? 0.06 : 0.02);
    }

    /** Limits that a tenth, and halves, of the configured rate would meet exactly. */
    @ParameterizedTest
    @CsvSource({"10, 1, 1", "20, 1, 1", "40, 1, 1", "40, 4, 1", "20, 1, 3"})
    void lowLimitIsRarelyExceeded(double rate, double limit, int processes) throws InterruptedException {
        for (int seed = 0; seed < 3; seed++) {
            PacingSimulation.Result result =
                    run(SimulatedLimits.Spec.of(Kind.SLIDING, limit), rate, processes, 300, 0.05, seed);
            assertThat(result.used()).as("seed %d: %s", seed, result).isGreaterThan(0.9);
            assertThat(result.limited()).as("seed %d: %s", seed, result).isLessThan(0.09);
        }
    }

    @ParameterizedTest
    @CsvSource({"SLIDING, 1", "FIXED, 1", "BUCKET, 1", "SLIDING, 3"})
    void whatATemporaryCompetitorLeavesIsUsed(Kind kind, int processes) throws InterruptedException {
        for (int seed = 0; seed < 3; seed++) {
            PacingSimulation.Result result =
                    run(SimulatedLimits.Spec.of(kind, 20).withCompetitor(12, 10, 30), 20, processes, 800, 0.05, seed);
            assertThat(result.used()).as("seed %d: %s", seed, result).isGreaterThan(0.9);
            assertThat(result.limited()).as("seed %d: %s", seed, result).isLessThan(0.05);
        }
    }

    /** A cap of all calls is harder to tell from a rate than one for each parent. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 20, 0.85",
        "1, 0, 40, 0.9",
        "1, 0, 1000, 0.9",
        "2, 0, 1000, 0.9",
        "0, 2, 40, 0.6",
        "0, 4, 1000, 0.9"
    })
    void capOfCallsInFlightIsAnsweredByFewerCallsInFlight(int ofParent, int all, double rate, double used)
            throws InterruptedException {
        double sum = 0;
        for (int seed = 0; seed < 10; seed++) {
            PacingSimulation.Result result =
                    run(SimulatedLimits.Spec.of(Kind.NONE, 0).withInFlight(ofParent, all), rate, 1, 240, 0.2, seed);
            assertThat(result.limited()).as("seed %d: %s", seed, result).isLessThan(0.12);
            sum += result.used();
        }
        assertThat(sum / 10).isGreaterThan(used);
    }

    @ParameterizedTest
    @CsvSource({"SLIDING", "FIXED"})
    void lowerLimitIsFollowedAndHeadroomUsedAgain(Kind kind) throws InterruptedException {
        PacingSimulation.Result result =
                run(SimulatedLimits.Spec.of(kind, 20).withChange(5, 10, 30), 20, 1, 800, 0.05, 1);
        assertThat(result.used()).as("%s", result).isGreaterThan(0.85);
        assertThat(result.limited()).as("%s", result).isLessThan(0.05);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.85", "3, 0.85"})
    void stallsOfTheMachineCostLittleMoreThanTheirTime(int processes, double used) throws InterruptedException {
        for (int seed = 0; seed < 5; seed++) {
            PacingSimulation.Result result = PacingSimulation.run(
                    new PacingSimulation.Spec(
                            SimulatedLimits.Spec.of(Kind.SLIDING, 20),
                            40,
                            CONCURRENCY,
                            processes,
                            800,
                            4,
                            0.005,
                            0.2,
                            20),
                    seed);
            assertThat(result.used()).as("seed %d: %s", seed, result).isGreaterThan(used);
            assertThat(result.limited()).as("seed %d: %s", seed, result).isLessThan(0.03);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.005", "0.3", "2"})
    void rateIsKeptWhateverTheLatency(double latency) throws InterruptedException {
        for (int processes = 1; processes <= 5; processes += 2) {
            PacingSimulation.Result result = run(SimulatedLimits.Spec.of(Kind.NONE, 0), 20, processes, 200, latency, 3);
            assertThat(result.mostInASecond()).as("%s", result).isLessThanOrEqualTo(20);
        }
    }

    /** A call may last longer than a report of calls in flight is valid. */
    @ParameterizedTest
    @CsvSource({"1, 1000, 0.5", "3, 1000, 0.5", "5, 1000, 0.5", "2, 1000, 30", "3, 20, 30", "5, 1000, 30"})
    void callsInFlightOfAllProcessesStayWithinTheCap(int processes, double rate, double latency)
            throws InterruptedException {
        int calls = latency < 1 ? 300 : 60;
        PacingSimulation.Result result = run(SimulatedLimits.Spec.of(Kind.NONE, 0), rate, processes, calls, latency, 7);
        assertThat(result.mostAtOnce()).as("%s", result).isEqualTo(CONCURRENCY);
    }

    private static PacingSimulation.Result run(
            SimulatedLimits.Spec server, double rate, int processes, int calls, double latency, long seed)
            throws InterruptedException {
        return PacingSimulation.run(
                new PacingSimulation.Spec(server, rate, CONCURRENCY, processes, calls, 4, latency, 0.2, 0), seed);
    }
}
