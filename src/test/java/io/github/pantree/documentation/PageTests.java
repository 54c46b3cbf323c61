package io.github.pantree.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.Columns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the documentation: pages, headings, links and widths, in both languages. */
final class PageTests {

    private static final int README_LINES = 200;
    private static final int README_COLUMNS = 110;
    private static final int COLUMNS = 120;

    static List<Page> english() {
        return Page.english();
    }

    static List<Page> all() {
        return Page.all();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "architecture",
                "commands",
                "configuration",
                "console",
                "decisions/README",
                "glossary",
                "jobs",
                "manifest",
                "notifications",
                "observability",
                "operations",
                "postgresql",
                "reliability",
                "results",
                "runbook"
            })
    void everyPageExists(String name) {
        assertThat(Page.DOCS.resolve(name + ".md")).isNotEmptyFile();
    }

    @ParameterizedTest
    @MethodSource("english")
    void bothLanguagesHaveTheSameHeadings(Page page) {
        assertThat(page.headingLevels()).isNotEmpty();
        assertThat(page.chinese().headingLevels())
                .as("levels of the headings of %s, in order", page.chinese())
                .isEqualTo(page.headingLevels());
    }

    @ParameterizedTest
    @MethodSource("english")
    void bothLanguagesHaveTheSameBlocks(Page page) {
        assertThat(page.chinese().blocks().stream().map(Page.Block::language))
                .isEqualTo(page.blocks().stream().map(Page.Block::language).toList());
    }

    @ParameterizedTest
    @MethodSource("english")
    void bothLanguagesHaveTheSameTables(Page page) {
        assertThat(page.chinese().rows().stream().map(List::size))
                .as("numbers of cells of all rows of %s", page.chinese())
                .isEqualTo(page.rows().stream().map(List::size).toList());
    }

    @ParameterizedTest
    @MethodSource("english")
    void bothLanguagesLinkToTheSamePagesInTheirLanguage(Page page) {
        assertThat(page.chinese().linkedFiles()).isEqualTo(page.linkedFiles());
    }

    @ParameterizedTest
    @MethodSource("english")
    void theOtherLanguageIsLinked(Page page) {
        Page chinese = page.chinese();
        assertThat(page.lines().stream().limit(3)).anyMatch(line -> line.startsWith("[中文"));
        assertThat(page.firstLink()).isEqualTo(chinese.file());
        assertThat(chinese.lines().stream().limit(3)).anyMatch(line -> line.startsWith("[English"));
        assertThat(chinese.firstLink()).isEqualTo(page.file());
    }

    @Test
    void everyChinesePageHasAnEnglishOne() {
        Set<Path> translated =
                Set.copyOf(english().stream().map(page -> page.chinese().file()).toList());
        assertThat(all().stream().map(Page::file).filter(file -> file.startsWith("src/docs/zh")))
                .containsExactlyInAnyOrderElementsOf(translated);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLinkResolves(Page page) {
        assertThat(page.links()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path base = page.file().toAbsolutePath();
            Path target =
                    parts[0].isEmpty() ? base : base.resolveSibling(parts[0]).normalize();
            assertThat(target).exists();
            if (parts.length > 1 && !Files.isDirectory(target)) {
                assertThat(Page.read(target).anchors()).as(link).contains(parts[1]);
            }
        });
    }

    @Test
    void theReadmeIsShort() {
        assertThat(Page.read(Page.README).lines()).hasSizeLessThanOrEqualTo(README_LINES);
        assertThat(Page.read(Page.README).chinese().lines()).hasSizeLessThanOrEqualTo(README_LINES);
    }

    /** Rows of tables cannot be broken, except in the README, where they must be short. */
    @ParameterizedTest
    @MethodSource("all")
    void linesAreNotTooWide(Page page) {
        boolean readme = page.file().endsWith(Page.README) && !page.isDecision();
        int most = readme ? README_COLUMNS : COLUMNS;
        assertThat(IntStream.range(0, page.lines().size())
                        .filter(line -> readme || !page.lines().get(line).startsWith("|"))
                        .filter(line -> Columns.of(page.lines().get(line)) > most)
                        .mapToObj(line -> page.file() + ":" + (line + 1)))
                .as("lines of more than %d columns, where a Chinese character has two; wrap them", most)
                .isEmpty();
    }
}
