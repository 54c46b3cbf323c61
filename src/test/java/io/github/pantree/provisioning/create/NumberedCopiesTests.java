package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberedCopiesTests {

    @ParameterizedTest
    @CsvSource({
        "a(1), a",
        "a (1), a",
        "a(12), a",
        "\u98de\u7fd4\uff081\uff09, \u98de\u7fd4",
        "a(1).b, a.b",
        "a.b(1), a.b",
        "a(1)(2), a(1)"
    })
    void recognizesANumberedCopy(String filename, String requested) {
        assertThat(NumberedCopies.isCopy(filename, requested)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a, a", "a(), a", "a(x), a", "(1), a", "b(1), a", "a(1)b, a", "a 1, a", "a(1), a(1)"})
    void recognizesNoOtherName(String filename, String requested) {
        assertThat(NumberedCopies.isCopy(filename, requested)).isFalse();
    }

    @Test
    void findsTheFoldersOfAListing() {
        Entry copy = new Entry("a(1)", new DirId("1"), true);
        NumberedCopies copies = new NumberedCopies(new Listed(Map.of(
                "a(1)", List.of(copy),
                "a(2)", List.of(new Entry("a(2)", new DirId("2"), false)),
                "b", List.of(new Entry("b", new DirId("3"), true)))));
        assertThat(copies.of("a")).containsExactly(copy);
        assertThat(copies.of("b")).isEmpty();
    }
}
