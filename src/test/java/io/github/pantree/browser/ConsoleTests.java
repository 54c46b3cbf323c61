package io.github.pantree.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pantree.console.ConsoleFixture;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The console as its users see it: a real browser, the real server, and the simulator. */
@Timeout(300)
final class ConsoleTests {

    private static final int FOLDERS = 80;

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static Simulator simulator;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static ConsoleFixture console;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open(folder, "en");
        simulator = Simulator.start(SimulatorSettings.defaults());
        Map<String, String> settings =
                Map.of("pantree.rate", "20", "pantree.names-per-call", "1", "pantree.settle.pause", "5ms");
        console = new ConsoleFixture(folder, simulator.baseUrl(), settings);
        browser.go(console.link());
    }

    @AfterAll
    static void close() throws IOException {
        browser.close();
        console.close();
        simulator.close();
    }

    @BeforeEach
    void reset() {
        browser.size(1100, 900);
        browser.go(console.root() + "/?lang=en");
        browser.complaints();
    }

    @AfterEach
    void nothingWasBlocked() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static void upload(Path file) {
        browser.find("#file").sendKeys(file.toString());
        browser.find("main form.card > button").click();
    }

    private static Path csv(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    private static Path workbook(String name) throws IOException {
        Path file = folder.resolve(name);
        try (XSSFWorkbook book = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            Sheet sheet = book.createSheet("目录");
            row(sheet, 0, "一级目录", "二级目录", "三级目录");
            for (int i = 1; i <= FOLDERS; i++) {
                row(sheet, i, "素材库", "第 " + (i % 4 + 1) + " 季度", "活动 " + i);
            }
            book.write(out);
        }
        return file;
    }

    private static void row(Sheet sheet, int number, String... cells) {
        Row row = sheet.createRow(number);
        for (int i = 0; i < cells.length; i++) {
            row.createCell(i).setCellValue(cells[i]);
        }
    }

    /** A workbook from the upload to its report: the tree, the run, its stop, its end. */
    @Test
    void aWorkbookIsPlannedRunStoppedResumedAndDownloaded() throws Exception {
        upload(workbook("folders.xlsx"));
        browser.await("#state", "Planned");
        assertThat(browser.text()).contains("To create", String.valueOf(FOLDERS + 5));
        browser.find("#tree summary").click();
        browser.await("#tree ul ul", "第 1 季度");
        browser.find("#tree ul ul summary").click();
        browser.await("#tree ul ul ul", "活动");
        browser.screenshot("plan");
        browser.find("#run").click();
        browser.await("#progress [data-field=folders]", "of " + (FOLDERS + 5));
        browser.await("#progress [data-field=rate]", ".");
        browser.screenshot("progress");
        String list = browser.address();
        browser.go(console.root() + "/runs");
        browser.await(".running [data-field=folders]", "of " + (FOLDERS + 5));
        browser.screenshot("runs");
        browser.go(list);
        assertThat(browser.find("#confirm-stop").isDisplayed()).isFalse();
        browser.find("#stop").click();
        browser.find("#confirm-stop").click();
        browser.await("#state", "Stopped");
        assertThat(browser.find("#next").getText()).contains("Resume");
        browser.find("#run").click();
        browser.await("#state", "Completed");
        browser.screenshot("completed");
        assertThat(browser.find("#best").getAttribute("href")).endsWith("/files/result.xlsx");
        browser.find("#files a[href$='/files/result.csv']").click();
        Path result = folder.resolve("folders-result.csv");
        await().until(() -> Files.isRegularFile(result) && Files.size(result) > 0);
        assertThat(Files.readAllLines(result)).hasSize(FOLDERS + 6);
        browser.find("a.button[href$='/files/report.html']").click();
        browser.await("h1", "pantree run");
        assertThat(browser.text()).contains("素材库", "completed");
        browser.screenshot("report");
        browser.go(console.root() + "/");
        browser.screenshot("lists");
    }

    @Test
    void problemsAreShownInBothLanguages() throws Exception {
        Path file = csv("broken.csv", "path\n/ok\n/ok/a:b\n/ok//c\n");
        upload(file);
        browser.await("#state", "Problems");
        browser.await("#findings", "line 3");
        browser.screenshot("problems");
        browser.go(console.root() + "/?lang=zh");
        upload(file);
        browser.await("#state", "有问题");
        browser.await("#findings", "第 3 行");
        assertThat(browser.text()).contains("没有发送任何请求").doesNotContain("Correct", "must");
        browser.screenshot("problems-zh");
    }

    /** From the file to the deepest folder and its run without a mouse. */
    @Test
    void aKeyboardIsEnough() throws Exception {
        tabTo("#file");
        browser.find("#file")
                .sendKeys(csv("keys.csv", "path\n/top/middle/low\n").toString());
        tabTo("main form.card > button");
        browser.press(Keys.ENTER);
        browser.await("#state", "Planned");
        tabTo("#tree summary");
        browser.press(Keys.ENTER);
        browser.await("#tree ul ul", "middle");
        tabTo("#tree ul ul summary");
        browser.press(Keys.ENTER);
        browser.await("#tree ul ul ul", "low");
        browser.go(browser.address());
        tabTo("#run");
        browser.press(Keys.ENTER);
        browser.await("#state", "Completed");
    }

    private static void tabTo(String selector) {
        browser.find(selector);
        for (int i = 0; i < 40; i++) {
            browser.press(Keys.TAB);
            String matches = "return document.activeElement.matches(" + quoted(selector) + ")";
            if (browser.run(matches).equals("true")) {
                String outline = "return getComputedStyle(document.activeElement).outlineStyle";
                assertThat(browser.run(outline)).as("the focus can be seen").isNotEqualTo("none");
                return;
            }
        }
        throw new AssertionError("Not reached with the Tab key: " + selector);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    @Test
    void allPagesFitThreeHundredAndSixtyPixelsInLightAndDark() throws Exception {
        upload(csv("narrow.csv", "path\n/素材/" + "很长的目录名".repeat(20) + "\n/素材/b\n"));
        browser.await("#state", "Planned");
        String list = browser.address();
        browser.size(360, 740);
        for (String page : List.of(list, "/", "/runs", "/jobs", "/accounts")) {
            browser.go(page.startsWith("/") ? console.root() + page : page);
            assertThat(browser.fits()).as(page).isTrue();
        }
        browser.go(list + "?lang=zh");
        browser.find("#tree summary").click();
        browser.await("#tree ul ul", "很长");
        assertThat(browser.fits()).isTrue();
        browser.colors("dark");
        browser.screenshot("narrow-dark-zh");
        browser.colors("light");
    }

    /** Without the script's own check, which does not send it at all. */
    @Test
    void aFileOfSixtyFiveMegabytesIsRefusedWithAReason() throws Exception {
        Path large = folder.resolve("large.csv");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(65L << 20);
        }
        browser.find("#file").sendKeys(large.toString());
        assertThat(browser.run("return document.getElementById('file').validity.customError"))
                .isEqualTo("true");
        browser.run("document.getElementById('file').setCustomValidity('')");
        browser.find("main form.card > button").click();
        browser.await("body", "larger than 64 MB");
        // The browser itself reports the status.
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("413"));
    }

    @Test
    void hostileNamesAreOnlyText() throws Exception {
        String script = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1<" + "/script>";
        String row = "1,,\"" + script.replace("\"", "\"\"") + "\"\n";
        upload(csv("x<script>window.hacked=1.csv", "key,parent_key,name\n" + row));
        browser.await("#state", "Problems");
        assertThat(browser.text()).contains("<img src=x");
        assertThat(browser.run("return typeof window.hacked")).isEqualTo("undefined");

        browser.go(console.root() + "/");
        String longName = "x".repeat(255);
        upload(csv("names.csv", "path\n/عربي \u05D0\u05D1\n/" + longName + "\n/&lt;b&gt;{{1+1}}${1+1}\n"));
        browser.await("#state", "Planned");
        assertThat(browser.text()).contains("عربي", longName, "&lt;b&gt;{{1+1}}${1+1}");
        assertThat(browser.fits()).isTrue();
        browser.screenshot("hostile");
    }
}
