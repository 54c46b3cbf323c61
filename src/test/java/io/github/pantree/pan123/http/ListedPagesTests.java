package io.github.pantree.pan123.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ListedPagesTests {

    private final ListedPages pages = new ListedPages();

    @Test
    void entriesOfAllPagesAreCollectedByName() {
        Entry one = entry("a", 1);
        Entry other = entry("a", 2);
        assertThat(pages.add(page("10", one, entry("b", 3)))).isTrue();
        assertThat(pages.add(page("20", other))).isTrue();
        assertThat(listed().byName()).containsOnlyKeys("a", "b").containsEntry("a", List.of(one, other));
    }

    @Test
    void entryThatAShiftedPageRepeatsIsOne() {
        pages.add(page("10", entry("a", 1)));
        assertThat(pages.add(page("20", entry("a", 1), entry("b", 2)))).isTrue();
        assertThat(listed().byName().get("a")).hasSize(1);
    }

    @Test
    void namesInTheRecycleBinAreCollected() {
        pages.add(new ListPage(List.of(), List.of(entry("a", 1)), "10", null));
        pages.add(new ListPage(List.of(), List.of(entry("b", 2), entry("a", 3)), "20", null));
        assertThat(listed().trashed()).containsExactlyInAnyOrder("a", "b");
        assertThat(listed().byName()).isEmpty();
    }

    @Test
    void repeatedCursorIsEndless() {
        assertThat(pages.add(page("10", entry("a", 1)))).isTrue();
        assertThat(pages.add(page("10", entry("b", 2)))).isFalse();
    }

    @Test
    void fiftyPagesWithoutANewEntryAreEndless() {
        pages.add(page("0", entry("a", 1)));
        for (int i = 1; i < 50; i++) {
            assertThat(pages.add(page("" + i, entry("a", 1)))).as("page %s", i).isTrue();
        }
        assertThat(pages.add(page("50", entry("a", 1)))).isFalse();
    }

    @Test
    void newEntryHereOrInTheBinStartsTheCountAnew() {
        pages.add(page("0", entry("a", 1)));
        for (int i = 1; i < 200; i++) {
            ListPage page = i % 40 != 0
                    ? page("" + i, entry("a", 1))
                    : i % 80 != 0
                            ? page("" + i, entry("a", i))
                            : new ListPage(List.of(), List.of(entry("" + i, 1_000 + i)), "" + i, null);
            assertThat(pages.add(page)).as("page %s", i).isTrue();
        }
    }

    @Test
    void entriesOfOneNameInTheBinAreNotEndless() {
        for (int i = 1; i <= 100; i++) {
            ListPage page = new ListPage(List.of(), List.of(entry("a", i)), "" + i, null);
            assertThat(pages.add(page)).as("page %s", i).isTrue();
        }
        assertThat(listed().trashed()).containsExactly("a");
    }

    @Test
    void listingOfMoreThanTwentyThousandPagesIsEndless() {
        for (int i = 1; i <= 20_000; i++) {
            assertThat(pages.add(pageOf(5, i))).isTrue();
        }
        assertThat(pages.add(pageOf(5, 20_001))).isFalse();
    }

    @Test
    void listingWithOneNewEntryAPageIsEndlessEarlier() {
        for (int i = 1; i <= 625; i++) {
            assertThat(pages.add(pageOf(1, i))).as("page %s", i).isTrue();
        }
        assertThat(pages.add(pageOf(1, 626))).isFalse();
    }

    private static ListPage pageOf(int entries, int number) {
        return page(
                "" + number,
                IntStream.range(0, entries)
                        .mapToObj(i -> entry("a" + i + "-" + number, entries * number + i))
                        .toArray(Entry[]::new));
    }

    private Listed listed() {
        return (Listed) pages.result();
    }

    private static ListPage page(String next, Entry... entries) {
        return new ListPage(List.of(entries), List.of(), next, null);
    }

    private static Entry entry(String name, int id) {
        return new Entry(name, new DirId(String.valueOf(id)), true);
    }
}
