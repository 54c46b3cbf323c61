package io.github.pantree.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SimulatorStatsTests {

    @Test
    void isWrittenWithItsNamesInSnakeCase() {
        assertThat(new SimulatorStats(
                                1, 2, 3, 4, 5, 6, 7, 8, 9, Map.of("limit-code", 1L, "hang", 2L), 10, 11, 12, 13, 14)
                        .toJson())
                .isEqualTo("{'mkdir_calls':1,'list_calls':2,'token_calls':3,'limited':4,"
                        .concat("'most_mkdir_calls_in_a_second':5,'most_calls_in_a_second':6,'folders_made':7,")
                        .concat("'duplicates':8,'renamed':9,'faults':{'hang':2,'limit-code':1},")
                        .concat("'unauthorized':10,'bad_requests':11,'detail_calls':12,'banned':13,"
                                + "'most_mkdir_calls_in_flight':14}")
                        .replace('\'', '"'));
    }
}
