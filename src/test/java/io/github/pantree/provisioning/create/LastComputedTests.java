package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LastComputedTests {

    private final LastComputed<List<String>, Integer> sizes = new LastComputed<>();

    @Test
    void computesOnceForAKeyInSuccession() {
        List<String> key = new ArrayList<>();
        assertThat(sizes.of(key, key::size)).isZero();
        key.add("a");
        assertThat(sizes.of(key, key::size)).as("the value of the first time").isZero();
    }

    @Test
    void computesAgainForAnEqualKeyThatIsNotTheSame() {
        List<String> key = new ArrayList<>(List.of("a"));
        assertThat(sizes.of(key, () -> 1)).isEqualTo(1);
        assertThat(sizes.of(List.of("a"), () -> 2)).isEqualTo(2);
        assertThat(sizes.of(key, () -> 3)).as("only the last one is kept").isEqualTo(3);
    }
}
