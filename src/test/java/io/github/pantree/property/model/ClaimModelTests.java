package io.github.pantree.property.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.property.model.ClaimModel.Exploration;
import io.github.pantree.property.model.ClaimModel.Mutation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every interleaving of two and three processes, with crashes. */
final class ClaimModelTests {

    @ParameterizedTest
    @CsvSource({"2, 2, 1, false", "2, 2, 1, true", "3, 1, 0, false", "3, 1, 0, true"})
    void createsAFolderOnceInEveryInterleaving(int processes, int restarts, int lostLocks, boolean slow) {
        Exploration exploration = new ClaimModel(processes, restarts, lostLocks, Mutation.NONE, slow).explore();
        System.out.printf(
                "%d processes, %s listings: %,d states%n", processes, slow ? "slow" : "settled", exploration.states());
        assertThat(exploration.violation()).isNull();
        assertThat(exploration.states()).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsEveryMutation(Mutation mutation) {
        boolean slow = mutation == Mutation.ANSWER_BEFORE_COMMIT;
        Exploration exploration = new ClaimModel(2, 1, 0, mutation, slow).explore();
        System.out.printf("%s: found within %,d states%n", mutation, exploration.states());
        assertThat(exploration.violation()).isNotNull();
    }
}
