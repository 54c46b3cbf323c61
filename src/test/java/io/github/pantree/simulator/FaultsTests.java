package io.github.pantree.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTests {

    @Test
    void readsAListOfProbabilities() {
        Faults faults = Faults.parse(" drop-after=0.02, hang = 0.001");

        assertThat(faults.probability(Fault.DROP_AFTER)).isEqualTo(0.02);
        assertThat(faults.probability(Fault.HANG)).isEqualTo(0.001);
        assertThat(faults.probability(Fault.NO_LIST)).isZero();
        assertThat(faults).hasToString("drop-after=0.02,hang=0.001");
        assertThat(Faults.parse(" ")).hasToString(Faults.NONE.toString());
    }

    @Test
    void namesTheNearestFaultAndAllOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.parse("drop-aftr=0.1"))
                .withMessageContainingAll("\"drop-aftr\"", "did you mean drop-after?", "code1-before", "no-parent");
    }

    @Test
    void refusesAnInvalidProbability() {
        for (String text : new String[] {"hang=1.1", "hang=-0.1", "hang=often", "hang=NaN", "hang=", "hang"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Faults.parse(text))
                    .withMessageContainingAll("\"" + text + "\"", "probability");
        }
    }

    @Test
    void refusesAFaultNamedTwiceAndMoreFaultsThanCalls() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.parse("hang=0.1,hang=0.1"))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.parse("drop-after=0.6,no-list=0.6"))
                .withMessageContaining("at most one fault");
        assertThat(Faults.parse("drop-after=1,list-error=1").probability(Fault.LIST_ERROR))
                .isEqualTo(1);
    }

    @Test
    void drawsTheSameFaultsForTheSameSeed() {
        Faults faults = Faults.parse("drop-after=0.2,hang=0.2,limit-code=0.2");

        assertThat(draws(faults, 3)).isEqualTo(draws(faults, 3)).isNotEqualTo(draws(faults, 4));
    }

    private static String draws(Faults faults, long seed) {
        FaultSampler sampler = new FaultSampler(faults, seed);
        return IntStream.range(0, 50)
                .mapToObj(call -> sampler.sample(Api.MKDIR).toString())
                .reduce("", String::concat);
    }
}
