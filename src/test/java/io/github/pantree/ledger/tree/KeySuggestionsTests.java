package io.github.pantree.ledger.tree;

import static io.github.pantree.ledger.tree.RowFixtures.path;
import static io.github.pantree.ledger.tree.RowFixtures.staged;
import static io.github.pantree.ledger.tree.RowFixtures.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.StagedRow;
import io.github.pantree.ledger.tree.KeySuggestions.Keyed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeySuggestionsTests {

    /** A missing key and the suggested one. */
    private record Hint(Keyed missing, @Nullable Keyed suggested) {}

    private final KeySuggestions keys = new KeySuggestions();

    @ParameterizedTest
    @CsvSource({
        "customer-421, customer-42",
        "customer-421, customer-4219",
        "customer-421, custome-4219",
        "customer-421, CUSTOMER-421",
        "customer-421, customer-42l",
        "customer-421, customer-42I",
        "n007, nOO7",
        "abc, abd",
        "abcde, abcff",
        "a, A",
        "1, l",
        "1.0, 1",
        "007, 7",
        "key, '  key  '"
    })
    void suggestsAKeyThatIsEasilyMistaken(String missing, String key) throws IOException {
        assertThat(find(missing, key)).isEqualTo(new Keyed(key, 2));
        assertThat(new KeySuggestionsTests().find(key, missing)).isEqualTo(new Keyed(missing, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "customer-421, customer-900",
        "abcdefgh, abcdexyz",
        "abcd, abff",
        "ab, ac",
        "a, b",
        "a, ''",
        "key, '  key   '",
        "customer-421, customer-421-copy"
    })
    void suggestsNoKeyThatIsFarApart(String missing, String key) throws IOException {
        assertThat(find(missing, key)).isNull();
        assertThat(new KeySuggestionsTests().find(key, missing)).isNull();
    }

    @Test
    void suggestsTheNearestOfSeveral() throws IOException {
        keys.addOrphan("customer", 9);
        assertThat(hints(staged(
                        tree(2, "custommers", "", "a"), tree(3, "customers", "", "b"), tree(4, "custommmr", "", "c"))))
                .containsExactly(new Hint(new Keyed("customer", 9), new Keyed("customers", 3)));
    }

    @Test
    void suggestsTheFirstOfThoseThatAreEquallyNear() throws IOException {
        keys.addOrphan("customer", 9);
        assertThat(hints(staged(tree(2, "customer1", "", "a"), tree(3, "customer2", "", "b"))))
                .containsExactly(new Hint(new Keyed("customer", 9), new Keyed("customer1", 2)));
    }

    @Test
    void handsOutEveryMissingKeyInItsOrder() throws IOException {
        keys.addOrphan("zebra", 5);
        keys.addOrphan("alphb", 6);
        keys.addOrphan("zebra", 7);
        keys.addOrphan("nothing like it", 8);
        Keyed zebra = new Keyed("zebras", 2);
        assertThat(hints(staged(tree(2, "zebras", "", "a"), tree(3, "alpha", "", "b"))))
                .containsExactly(
                        new Hint(new Keyed("zebra", 5), zebra),
                        new Hint(new Keyed("alphb", 6), new Keyed("alpha", 3)),
                        new Hint(new Keyed("nothing like it", 8), null));
    }

    @Test
    void handsOutOrphansWithoutAnyRow() throws IOException {
        keys.addOrphan("zebra", 5);
        assertThat(hints(new StagedRows())).containsExactly(new Hint(new Keyed("zebra", 5), null));
    }

    @Test
    void doesNotSuggestWhatIsOnlyReferredTo() throws IOException {
        keys.addOrphan("zebra", 5);
        assertThat(hints(staged(tree(2, "child", "zebras", "a"))))
                .containsExactly(new Hint(new Keyed("zebra", 5), null));
    }

    @Test
    void doesNotSuggestFoldersThatNoRowNames() throws IOException {
        keys.addOrphan("", 5);
        List<StagedRow> rows = new ArrayList<>(path(2, "/a/b"));
        rows.remove(0);
        assertThat(hints(staged(rows))).containsExactly(new Hint(new Keyed("", 5), null));
    }

    @Test
    void looksForAtMostFiftyKeys() throws IOException {
        for (int i = 0; i < 51; i++) {
            keys.addOrphan("missing key " + (char) ('A' + i) + "xyz", i);
        }
        List<Hint> hints = hints(staged(tree(2, "missing key ?xyz", "", "a")));
        assertThat(hints).hasSize(51);
        assertThat(hints.subList(0, 50)).noneMatch(hint -> hint.suggested() == null);
        assertThat(hints.get(50).suggested()).isNull();
    }

    @Test
    void looksForKeysOfAtMostAHundredCharacters() throws IOException {
        keys.addOrphan("x".repeat(100), 5);
        keys.addOrphan("x".repeat(101), 6);
        List<Hint> hints = hints(staged(tree(2, "x".repeat(100) + "y", "", "a")));
        assertThat(hints).extracting(Hint::suggested).containsExactly(new Keyed("x".repeat(100) + "y", 2), null);
    }

    private @Nullable Keyed find(String missing, String key) throws IOException {
        keys.addOrphan(missing, 9);
        List<Hint> hints = hints(staged(tree(2, key.isEmpty() ? "\t" : key, "", "a")));
        assertThat(hints).extracting(Hint::missing).containsExactly(new Keyed(missing, 9));
        return hints.get(0).suggested();
    }

    private List<Hint> hints(StagedRows rows) throws IOException {
        List<Hint> hints = new ArrayList<>();
        try (rows) {
            keys.forEachMissing(
                    rows,
                    (missing, lines, suggested) -> hints.add(new Hint(new Keyed(missing, lines.first()), suggested)));
        }
        return hints;
    }
}
