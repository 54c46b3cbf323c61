package io.github.pantree.property.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.pantree.property.simulation.SimulatedWorld.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Histories of an account, simulated: as many as {@code pantree.simulation.histories} says, from the seed {@code
 * pantree.simulation.first} on. {@code -Dpantree.simulation.seed=N} plays one of them again and writes what happens.
 */
final class SimulationTests {

    private static final long HISTORIES = 20_000;
    private static final int MOST_SHOWN = 10;

    private static final Logger PRODUCT = (Logger) LoggerFactory.getLogger("io.github.pantree");
    private static Level level;

    @BeforeAll
    static void silence() {
        level = PRODUCT.getLevel();
        PRODUCT.setLevel(Level.OFF);
    }

    @AfterAll
    static void unmute() {
        PRODUCT.setLevel(level);
    }

    @Test
    void replaysASeed() {
        assertThat(SimulatedWorld.play(SimulatedHistory.of(7)))
                .isEqualTo(SimulatedWorld.play(SimulatedHistory.of(7)))
                .isNotEqualTo(SimulatedWorld.play(SimulatedHistory.of(8)));
    }

    /** Only what an account's owner can see counts here, not what was durable at each call. */
    @ParameterizedTest
    @EnumSource
    void detectsAMutationByItsOutcome(EngineMutation mutation) {
        List<String> problems = List.of();
        for (long seed = 0; seed < HISTORIES && problems.isEmpty(); seed++) {
            problems = SimulatedWorld.play(SimulatedHistory.of(seed), mutation, false, null)
                    .problems();
            if (!problems.isEmpty()) {
                System.out.printf("%s is detected by seed %d: %s%n", mutation, seed, problems.get(0));
            }
        }
        assertThat(problems).isNotEmpty();
    }

    @Test
    void losesDuplicatesAndRenamesNothing() {
        long seed = Long.getLong("pantree.simulation.seed", -1);
        long first = seed >= 0 ? seed : Long.getLong("pantree.simulation.first", 0);
        long count = seed >= 0 ? 1 : Long.getLong("pantree.simulation.histories", HISTORIES);
        List<String> failures = new ArrayList<>();
        long begun = System.nanoTime();
        long histories = 0;
        long processes = 0;
        for (long i = first; i < first + count && failures.size() < MOST_SHOWN; i++) {
            Outcome outcome = SimulatedWorld.play(
                    SimulatedHistory.of(i), EngineVariation.NONE, true, seed >= 0 ? System.out : null);
            histories++;
            processes += outcome.codes().size();
            if (!outcome.problems().isEmpty()) {
                failures.add("-Dpantree.simulation.seed=" + i + ": " + outcome);
            }
        }
        double minutes =
                (System.nanoTime() - begun) / (double) Duration.ofMinutes(1).toNanos();
        System.out.printf(
                "Simulated %,d histories of %,d processes: %,.0f a minute%n",
                histories, processes, histories / minutes);
        assertThat(failures).isEmpty();
    }
}
