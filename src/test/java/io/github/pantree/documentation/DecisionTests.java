package io.github.pantree.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of the decision records, in both languages, and their indexes. */
final class DecisionTests {

    private static final List<String> SECTIONS = List.of("Context", "Decision", "Consequences", "Alternatives");
    private static final List<String> CHINESE_SECTIONS = List.of("背景", "决策", "影响", "备选方案");
    private static final String DATE = "\\d{4}-\\d\\d-\\d\\d(; changed \\d{4}-\\d\\d-\\d\\d)?";

    static List<Page> records() {
        return Page.english().stream()
                .filter(page -> page.isDecision() && !page.file().endsWith(Page.README))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyRecordHasTheSameSections(Page record) {
        assertThat(record.headings(2)).isEqualTo(SECTIONS);
        assertThat(record.chinese().headings(2)).isEqualTo(CHINESE_SECTIONS);
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyRecordHasAStatusAndADate(Page record) {
        assertThat(status(record)).isIn("accepted", "superseded");
        assertThat(date(record)).matches(DATE);
        assertThat(chineseStatus(record.chinese())).isEqualTo(status(record).equals("accepted") ? "已采纳" : "已取代");
        assertThat(chineseDate(record.chinese())).isEqualTo(date(record).replace("; changed ", "；修改于 "));
    }

    @ParameterizedTest
    @MethodSource("records")
    void bothLanguagesNameTheSameCode(Page record) {
        assertThat(record.inlineCode()).isNotEmpty();
        assertThat(record.chinese().inlineCode()).isEqualTo(record.inlineCode());
    }

    @Test
    void theIndexesListEveryRecordWithItsStatusAndDate() {
        Page index = Page.read(Page.DOCS.resolve(Page.DECISIONS).resolve(Page.README));
        assertThat(rows(index))
                .isEqualTo(records().stream()
                        .map(record -> row(record, status(record), date(record)))
                        .toList());
        assertThat(rows(index.chinese()))
                .isEqualTo(records().stream()
                        .map(Page::chinese)
                        .map(record -> row(record, chineseStatus(record), chineseDate(record)))
                        .toList());
    }

    private static List<String> rows(Page index) {
        return index.lines().stream().filter(line -> line.startsWith("| [")).toList();
    }

    private static String row(Page record, String status, String date) {
        return "| [%s](%s) | %s | %s |".formatted(record.title(), record.file().getFileName(), status, date);
    }

    private static String status(Page record) {
        return value(record, "- Status: ");
    }

    private static String date(Page record) {
        return value(record, "- Date: ");
    }

    private static String chineseStatus(Page record) {
        return value(record, "- 状态：");
    }

    private static String chineseDate(Page record) {
        return value(record, "- 日期：");
    }

    private static String value(Page record, String label) {
        return record.lines().stream()
                .filter(line -> line.startsWith(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(record + ": no line '" + label + "'"))
                .substring(label.length());
    }
}
