package io.github.pantree.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import io.github.pantree.support.SlowestCall;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class HtmlReportTests {

    private static final OffsetDateTime START = OffsetDateTime.parse("2026-01-31T22:00:00+08:00");
    private static final String HOSTILE = "<script>alert(1)</script>\"'&\u202Egnp";

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init") // before each test
    private LedgerFile file;

    @BeforeEach
    void open() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        file = new LedgerFile(home);
    }

    @AfterEach
    void close() {
        file.close();
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "completed",
                "completed-with-rejects",
                "stopped",
                "invalid-manifest",
                "bad-setting",
                "credentials-refused",
                "differences",
                "defect",
                "killed",
                "failed"
            })
    void everyStatusHasATextInBothLanguages(String status) throws Exception {
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.CHINA}) {
            Locale.setDefault(Locale.Category.DISPLAY, language);
            Document page = page(report(status, FolderCounts.NONE, "why"));
            assertThat(page.getDocumentElement().getAttribute("lang"))
                    .isEqualTo(language.equals(Locale.ENGLISH) ? "en" : "zh-CN");
            assertThat(texts(page, "h1")).containsExactly(Messages.format("html.title", "r1"));
            assertThat(texts(page, "h2")).contains(Messages.format("html.next"));
            assertThat(page.getElementsByTagName("body").item(0).getTextContent())
                    .contains(Messages.format("html.status." + status), Messages.format("html.next." + status), "why");
        }
    }

    @Test
    void markupInNamesAndMessagesIsEscaped() throws Exception {
        String name = HOSTILE + "x".repeat(200);
        resolve(LedgerFile.row(2, name, "", ""));
        change(1, FolderState.FAILED, HOSTILE);
        Document page = page(report("completed-with-rejects", new FolderCounts(0, 0, 1, 0, 0), HOSTILE));
        String text = page.getDocumentElement().getTextContent();
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(text)
                .contains(name.replace('\u202E', '\uFFFD'))
                .as("turns no direction of writing")
                .doesNotContain("\u202E");
        assertThat(Files.readString(home.resolve("report.html")))
                .doesNotContain("<script")
                .contains("default-src 'none'");
    }

    @Test
    void reportNeedsNoOtherFileNoNetworkAndNoScript() throws Exception {
        resolve(LedgerFile.row(2, "a", "", ""));
        page(report("completed", new FolderCounts(1, 0, 0, 0, 0), null));
        assertThat(Files.readString(home.resolve("report.html")))
                .doesNotContain("src=", "href=", "url(", "http:", "https:", "@import", "<script", " on");
    }

    @Test
    void failuresAreGroupedByTheirCauseWithARemedy() throws Exception {
        resolve(LedgerFile.row(2, "a", "", ""), LedgerFile.row(3, "b", "", ""), LedgerFile.row(4, "c", "", ""));
        change(1, FolderState.FAILED, Messages.format("row.name", "no"));
        change(2, FolderState.FAILED, Messages.format("row.name", "never"));
        change(3, FolderState.FAILED, Messages.format("row.file"));
        Document page = page(report("completed-with-rejects", new FolderCounts(0, 0, 3, 0, 0), null));
        assertThat(texts(page, "h3"))
                .startsWith(Messages.format("cause.name") + " × 2", Messages.format("cause.file") + " × 1");
        assertThat(texts(page, "p"))
                .contains(Messages.format("cause.name.remedy"), Messages.format("cause.file.remedy"));
        assertThat(texts(page, "li")).anyMatch(item -> item.contains("/b") && item.contains("never"));
    }

    @Test
    void theMessagesOfARunInAnotherLanguageAreTranslated() throws Exception {
        file.ledger().manifests().clearStaging(file.manifest());
        Problem warning = Problem.of(Severity.WARNING, 2, 1, "name.file", "a", 1, "2");
        file.ledger().manifests().stage(file.manifest(), List.of(LedgerFile.row(2, "a", "", "")), List.of(warning));
        assertThat(file.ledger().manifests().buildTree(file.manifest())).isTrue();
        change(1, FolderState.FAILED, Messages.format("row.unlisted", "503"));
        String reason = Messages.format("stop.deadline", "06:30");
        Locale.setDefault(Locale.Category.DISPLAY, Locale.CHINA);
        Document page = page(report("stopped", new FolderCounts(0, 0, 1, 0, 0), reason));
        assertThat(page.getDocumentElement().getTextContent())
                .contains(
                        Messages.format("problem.name.file.what", 1, "2"),
                        Messages.format("problem.name.file.rule"),
                        Messages.format("problem.name.file.remedy"),
                        Messages.format("row.unlisted", "503"),
                        Messages.format("stop.deadline", "06:30"))
                .doesNotContain("row(s)", "cannot be listed", "has passed");
    }

    @Test
    void theTreeShowsTwoThousandFoldersAndCountsTheRest() throws Exception {
        resolve(Stream.concat(
                        Stream.of(LedgerFile.row(1, "top", "", "")),
                        IntStream.range(2, 2_500).mapToObj(i -> LedgerFile.row(i, "n" + i, "top", "")))
                .toArray(StagedRow[]::new));
        Document page = page(report("stopped", new FolderCounts(0, 0, 0, 0, 2_499), null));
        assertThat(texts(page, "li").stream().filter(item -> item.matches("n\\d+ pending")))
                .hasSize(1_999);
        assertThat(texts(page, "li")).contains("499 more folders here");
        assertThat(texts(page, "p")).contains(Messages.format("html.tree.rest", "2,000", "499"));
    }

    /** An attempt to build the tree that was interrupted leaves such folders. */
    @Test
    void foldersOfAnIncompleteTreeAreNotShown() throws Exception {
        resolve(LedgerFile.row(2, "left-over", "", ""));
        Document page = page(report("stopped", FolderCounts.NONE, null));
        assertThat(page.getDocumentElement().getTextContent()).doesNotContain("left-over");
        assertThat(texts(page, "h2")).doesNotContain(Messages.format("html.tree"), Messages.format("html.failures"));
    }

    @Test
    void theChartHasATextAlternative() throws Exception {
        resolve(LedgerFile.row(2, "a", "", ""));
        Document page = page(report("completed", new FolderCounts(1, 0, 0, 0, 0), null));
        Element chart = (Element) page.getElementsByTagName("svg").item(0);
        assertThat(chart.getAttribute("role")).isEqualTo("img");
        assertThat(chart.getAttribute("aria-labelledby")).isEqualTo("chart-t chart-d");
        assertThat(texts(page, "desc"))
                .containsExactly("7 calls in 3 s; at most 4.0 per second; 1 was answered with 429.");
        assertThat(rects(page, "calls")).isEqualTo(2);
        assertThat(rects(page, "limited")).isEqualTo(1);
        assertThat(texts(page, "td")).contains("/slow <path>", "mkdir", "1.500");
    }

    @Test
    void aKilledRunHasNoCalls() throws Exception {
        RunReport run = new RunReport(
                "r1", "/m.csv", "killed", START, START, new FolderCounts(0, 0, 0, 0, 1), null, false, null, "r2", null);
        resolve(LedgerFile.row(2, "a", "", ""));
        Document page = page(run);
        assertThat(page.getElementsByTagName("svg").getLength()).isZero();
        assertThat(texts(page, "p")).anyMatch(text -> text.contains("r2"));
        assertThat(page.getElementsByTagName("pre").getLength()).isZero();
    }

    /** Its user has no terminal, and does not know the file's path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad-setting",
                "completed",
                "completed-with-rejects",
                "credentials-refused",
                "defect",
                "differences",
                "failed",
                "invalid-manifest",
                "killed",
                "stopped"
            })
    void theNextStepOfAnUploadedListIsInTheConsole(String status) throws Exception {
        FolderCounts counts = new FolderCounts(0, 0, 0, 0, 1);
        Document page = page(new RunReport("r1", "素材.csv", status, START, START, counts, null, true, null, null, null));
        assertThat(page.getElementsByTagName("pre").getLength()).isZero();
        assertThat(texts(page, "dd")).contains("素材.csv");
        assertThat(texts(page, "p")).noneMatch(text -> text.contains("command"));
    }

    @Test
    void theFileIsForTheOwnerOnly() throws Exception {
        page(report("completed", FolderCounts.NONE, null));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("report.html"))))
                .isEqualTo("rw-------");
    }

    private static RunReport report(String status, FolderCounts counts, @Nullable String reason) {
        CallHistory history = new CallHistory(
                1, List.of(new CallHistory.Bucket(4, 1), new CallHistory.Bucket(0, 0), new CallHistory.Bucket(3, 0)));
        RunReport.Calls calls = new RunReport.Calls(
                5, 2, 0, 1, 1, 3, List.of(new SlowestCall("mkdir", "/slow <path>", 1.5, null)), history);
        return new RunReport(
                "r1", "/m.csv", status, START, START, counts, reason, false, "pantree run '/a b.csv'", null, calls);
    }

    /** The page, which is well-formed XML as well, so that what is not escaped is noticed. */
    private Document page(RunReport run) throws Exception {
        Path page = home.resolve("report.html");
        HtmlTree tree = new HtmlTree();
        file.ledger().report().forEachFolder(file.manifest(), tree);
        new HtmlReport(run, file.ledger().report(), file.manifest(), tree).write(page);
        String text = Files.readString(page);
        assertThat(text).startsWith("<!DOCTYPE html>\n");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text.substring(text.indexOf('\n')))));
    }

    private static List<String> texts(Document page, String tag) {
        NodeList found = page.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    private static long rects(Document page, String style) {
        NodeList found = page.getElementsByTagName("rect");
        return IntStream.range(0, found.getLength())
                .filter(i -> ((Element) found.item(i)).getAttribute("class").equals(style))
                .count();
    }

    private void resolve(StagedRow... rows) throws IOException {
        file.resolve(
                new ManifestFormat(
                        List.of("key", "parent_key", "name", "note"),
                        List.of(3),
                        true,
                        2,
                        new CsvFormat("UTF-8", false, ",")),
                rows);
    }

    private void change(long number, FolderState state, @Nullable String message) {
        DirId dirId = state.exists() ? new DirId("d" + number) : null;
        file.ledger()
                .folders()
                .saveOutcomes(file.manifest(), List.of(new FolderUpdate(number, state, false, dirId, message, "t")));
    }
}
