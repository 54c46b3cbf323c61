package io.github.pantree.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class TemplateTests {

    private static final Map<String, String> VALUES = Map.of("job", "nightly", "run", "", "message", "{job} $1 \\");

    @Test
    void fillsItsGapsWithEscapedValues() {
        assertThat(new Template("job {job}, {job}!").fill(VALUES, value -> value.toUpperCase(Locale.ROOT)))
                .isEqualTo("job NIGHTLY, NIGHTLY!");
    }

    @Test
    void insertsValuesAsTheyAre() {
        assertThat(fill("<{message}>")).isEqualTo("<{job} $1 \\>");
    }

    @Test
    void omitsALineWhoseGapsAreAllEmpty() {
        assertThat(fill("a\nrun {run} {none}\n\njob {run}{job}\nend")).isEqualTo("a\n\njob nightly\nend");
        assertThat(fill("{run}")).isEmpty();
    }

    @Test
    void keepsBracesThatAreNoGap() {
        assertThat(fill("{} {Job} { job } {job1}")).isEqualTo("{} {Job} { job } {job1}");
    }

    @Test
    void namesTheFirstUnknownGap() {
        assertThat(new Template("{job} {jobs} {what}").unknown()).isEqualTo("jobs");
        assertThat(new Template("{job} {Jobs}").unknown()).isNull();
        assertThat(new Template("{" + String.join("}{", Template.NAMES) + "}").unknown())
                .isNull();
    }

    private static String fill(String text) {
        return new Template(text).fill(VALUES, UnaryOperator.identity());
    }
}
