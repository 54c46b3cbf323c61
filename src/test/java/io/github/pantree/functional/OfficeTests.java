package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReader;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.support.FormulaEscaper;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Opens the workbooks in LibreOffice, saves them as CSV, and compares: {@code ./mvnw verify -Poffice}. */
@EnabledIfSystemProperty(
        named = "pantree.office",
        matches = "true",
        disabledReason = "needs LibreOffice; run ./mvnw verify -Poffice")
final class OfficeTests {

    /** Commas, double quotes, UTF-8, all texts quoted, cells as they are shown, all sheets. */
    private static final String FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,true,false,false,-1";

    private static final String MANIFEST = """
            path,note,数量
            /=1+1/001,"=HYPERLINK(""x"")",007
            /=1+1/1e5, edges ,-5
            /=1+1/2026-01-31,"two
            lines",1/2
            /图库 📁/TRUE,"a,b ""c""\",TRUE
            /图库 📁/@SUM(A1),+1,
            """;

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @TempDir
    private Path folder;

    @BeforeEach
    void useEnglish() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
    }

    @AfterEach
    void restoreLanguage() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @Test
    void showsTheCellsOfTheCsvFiles() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            Path manifest = fixture.manifest(MANIFEST);
            fixture.plan(manifest);
            assertSame("plan", 3, 6);
            fixture.run(manifest);
            assertSame("result", 5, 10);
            simulator.addFolder("", "extra");
            fixture.with("pantree.extra", "true").verify(manifest);
            assertSame("differences", 2, 6);
        }
    }

    @Test
    void showsTheFailuresWithTheirRemedies() throws Exception {
        try (OddServer server = new OddServer((odd, call) -> "不能包含以下任何字符")) {
            HomeFixture fixture = new HomeFixture(folder, server.baseUrl());
            fixture.run(fixture.manifest("path\n/a/b\n"));
            List<List<String>> failures = opened("result", "failures");
            assertThat(failures.get(0)).startsWith("line", "path", "status", "cause", "message", "remedy");
            assertThat(failures.get(1)).contains("/a", "failed", "the API rejected the name");
            assertThat(failures.get(2)).contains("/a/b", "blocked");
            assertThat(failures).hasSize(3);
        }
    }

    /** @param words the column whose values are in words in the workbook, such as the status */
    private void assertSame(String file, int words, int columns) throws Exception {
        List<List<String>> expected = read(folder.resolve("out").resolve(file + ".csv")).stream()
                .map(row -> row.stream().map(FormulaEscaper::unescape).toList())
                .toList();
        List<List<String>> opened = opened(file, file);
        assertThat(opened).hasSameSizeAs(expected);
        for (int i = 1; i < expected.size(); i++) {
            assertThat(without(words, columns, opened.get(i))).isEqualTo(without(words, columns, expected.get(i)));
        }
    }

    private static List<String> without(int words, int columns, List<String> row) {
        List<String> cells = new ArrayList<>(row.subList(0, columns));
        cells.remove(words);
        return cells;
    }

    private List<List<String>> opened(String file, String sheet) throws Exception {
        Path converted = Files.createDirectories(folder.resolve("converted"));
        Process office = new ProcessBuilder(
                        "soffice",
                        "--headless",
                        "-env:UserInstallation=" + folder.resolve("office").toUri(),
                        "--convert-to",
                        FILTER,
                        "--outdir",
                        converted.toString(),
                        folder.resolve("out").resolve(file + ".xlsx").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("office.log").toFile())
                .start();
        assertThat(office.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return read(converted.resolve(file + "-" + sheet + ".csv"));
    }

    private static List<List<String>> read(Path file) throws Exception {
        try (Reader in = Files.newBufferedReader(file);
                CSVReader csv = new CSVReader(in)) {
            return csv.readAll().stream().map(List::of).toList();
        }
    }
}
