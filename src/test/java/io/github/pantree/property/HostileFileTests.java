package io.github.pantree.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.manifest.InvalidManifestException;
import io.github.pantree.manifest.Manifest;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file, whatever its content, results in problems with their lines or in the tree of its rows, and never in a
 * failure of the program. Every failure reports the seed that repeats it: {@code -Dpantree.fuzz.seed=N}.
 */
final class HostileFileTests {

    private static final long SEED = Long.getLong("pantree.fuzz.seed", 1);
    private static final int FILES = Integer.getInteger("pantree.fuzz.files", 6_000);
    private static final int RUNS = Integer.getInteger("pantree.fuzz.runs", 25);
    /** Most kinds are among them. */
    private static final int GENERATED = 60;

    private static final long GIGABYTE = 1L << 30;

    private static final String PATHS = "path,备注\n/商品/2026/Q1,a\n\"/商品/2026/a, b\",\"x\ny\"\n/图片😀,=1+1\n";
    private static final String KEYS = "编号;上级编号;名称\n1;;商品\n2;1;春季 新款\n3;1;详情页\n4;2;主图\n";
    private static final String LEVELS = "一级目录\t二级目录\t三级目录\n商品\t2026\tQ1\n商品\t2026\t\n图片\t\t\n";

    @TempDir
    private Path folder;

    @Test
    void aDamagedFileIsReadOrRefused() throws Exception {
        List<byte[]> files = files();
        List<String> failures = new ArrayList<>();
        long refused = 0;
        long rows = 0;
        for (long seed = SEED; seed < SEED + FILES; seed++) {
            Random random = new Random(seed);
            byte[] spoilt = new Mutations(random).of(files.get(random.nextInt(files.size())));
            Path file = Files.write(folder.resolve("manifest"), spoilt);
            try {
                rows += read(file);
            } catch (InvalidManifestException e) {
                assertThat(e.problem().what()).isNotBlank();
                refused++;
            } catch (RuntimeException | IOException e) {
                failures.add("seed " + seed + ": " + e);
            }
        }
        System.out.printf("%d spoilt files: %d refused by their header, %d rows read%n", FILES, refused, rows);
        assertThat(failures).isEmpty();
        assertThat(refused).as("spoilt enough").isPositive();
        assertThat(rows).as("not spoilt too much").isPositive();
    }

    @Test
    void aDamagedFileResultsInProblemsOrTheTreeOfItsRows() throws Exception {
        List<byte[]> files = files();
        int made = 0;
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            Random random = new Random(seed);
            byte[] whole = files.get(random.nextInt(files.size()));
            // Some stay as they are: hardly any damaged one is still a manifest.
            byte[] spoilt = seed % 3 == 0 ? whole : new Mutations(random).of(whole);
            Path home = Files.createDirectory(folder.resolve("home" + seed));
            Path file = Files.write(home.resolve("manifest"), spoilt);
            try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
                    Provisioning provisioning =
                            Provisioning.open(OpenMode.RUN, options(simulator, home), Optional.empty())) {
                RunOutcome outcome = provisioning.run(file);
                assertThat(outcome.end()).as("seed %d", seed).isIn(RunStatus.INVALID_MANIFEST, RunStatus.COMPLETED);
                Map<String, String> said = new HashMap<>();
                if (outcome.end() == RunStatus.COMPLETED) {
                    provisioning.forEachFolder(outcome.manifest(), said::put);
                    made++;
                }
                assertThat(simulator.tree()).as("seed %d", seed).isEqualTo(said);
            }
        }
        System.out.printf("%d runs of spoilt files: %d of them made a tree%n", RUNS, made);
        assertThat(made).isBetween(1, RUNS - 1);
    }

    @Test
    void aLineOfAGigabyteIsSkipped() throws Exception {
        Path file = Files.writeString(folder.resolve("long.csv"), "path\n/a\n");
        try (RandomAccessFile grown = new RandomAccessFile(file.toFile(), "rw")) {
            grown.setLength(GIGABYTE);
        }
        Manifest manifest = new ManifestReader(ManifestOptions.AUTO_DETECT).open(file);
        try (Manifest.Rows rows = manifest.rows()) {
            assertThat(next(rows).entries()).hasSize(1);
            assertThat(next(rows).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.line()).isEqualTo(3));
            assertThat(rows.next()).isNull();
        }
    }

    private static ManifestRow next(Manifest.Rows rows) throws IOException {
        return Optional.ofNullable(rows.next()).orElseThrow();
    }

    private static long read(Path file) throws IOException, InvalidManifestException {
        long read = 0;
        try (Manifest.Rows rows =
                new ManifestReader(ManifestOptions.AUTO_DETECT).open(file).rows()) {
            while (rows.next() != null) {
                read++;
            }
        }
        return read;
    }

    private static Map<String, String> options(Simulator simulator, Path home) {
        return Map.of(
                "pantree.base-url",
                simulator.baseUrl(),
                "pantree.home",
                home.toString(),
                "pantree.access-token",
                "simulator-token",
                "pantree.rate",
                "1000");
    }

    /** One file of each supported kind, and lists of all the kinds that people write. */
    private static List<byte[]> files() throws IOException {
        List<byte[]> files = new ArrayList<>();
        files.add(PATHS.getBytes(StandardCharsets.UTF_8));
        files.add(("\ufeff" + LEVELS).getBytes(StandardCharsets.UTF_8));
        files.add(KEYS.getBytes(Charset.forName("GB18030")));
        files.add(("\ufeff" + KEYS).getBytes(StandardCharsets.UTF_16LE));
        files.add(LEVELS.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_16));
        files.add(PATHS.replace("\n", "\r").getBytes(StandardCharsets.UTF_8));
        files.add(book(new XSSFWorkbook()));
        files.add(book(new HSSFWorkbook()));
        for (long seed = 1; seed <= GENERATED; seed++) {
            files.add(GeneratedManifest.of(seed).content());
        }
        return files;
    }

    private static byte[] book(Workbook book) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (book) {
            Sheet sheet = book.createSheet("清单");
            int number = 0;
            for (String line : KEYS.split("\n", -1)) {
                Row row = sheet.createRow(number++);
                int column = 0;
                for (String cell : line.split(";", -1)) {
                    row.createCell(column++).setCellValue(cell);
                }
            }
            book.write(bytes);
        }
        return bytes.toByteArray();
    }
}
