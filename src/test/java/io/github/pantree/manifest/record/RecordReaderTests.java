package io.github.pantree.manifest.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordReaderTests {

    private static final Problem PROBLEM = Problem.of(3, 1, "file.empty", "");

    @Test
    void rowIsBlankOnlyIfAllItsCellsAreEmpty() {
        assertThat(new Row(1, List.of()).isBlank()).isTrue();
        assertThat(new Row(1, List.of("", "")).isBlank()).isTrue();
        assertThat(new Row(1, List.of("", "a")).isBlank()).isFalse();
        assertThat(new Row(1, List.of(" ")).isBlank()).isFalse();
    }

    @Test
    void rowWithAFlawOrAProblemIsNotBlank() {
        assertThat(new Row(1, List.of(""), List.of(PROBLEM), null).isBlank()).isFalse();
        assertThat(new Row(1, List.of(""), List.of(), PROBLEM).isBlank()).isFalse();
    }

    @Test
    void badRowStandsOnTheLineOfItsProblem() {
        assertThat(Row.bad(PROBLEM)).isEqualTo(new Row(3, List.of(), List.of(), PROBLEM));
    }

    @Test
    void failedReaderGivesItsProblemOnce() throws Exception {
        RecordReader records = RecordReader.failed(PROBLEM);
        assertThat(records.next()).isEqualTo(Row.bad(PROBLEM));
        assertThat(records.next()).isNull();
        records.close();
        assertThat(records.next()).isNull();
    }
}
