package io.github.pantree.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatorSettingsTests {

    private static final SimulatorSettings DEFAULTS = SimulatorSettings.defaults();

    @Test
    void statesValueRuleAndRemedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withPort(70_000))
                .withMessage("port: 70000: a port is 0 to 65535; take 0 for any free port");
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withRate(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withRate(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMaxNames(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withLatency(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withListLag(Duration.ofDays(2)));
    }

    @Test
    void changesOneThingAtATime() {
        assertThat(DEFAULTS.withRate(2.5).withSeed(9).withMaxNames(7))
                .extracting(SimulatorSettings::rate, SimulatorSettings::seed, SimulatorSettings::maxNames)
                .containsExactly(2.5, 9L, 7);
    }
}
