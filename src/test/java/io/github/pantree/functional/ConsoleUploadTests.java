package io.github.pantree.functional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pantree.console.ConsoleClient;
import io.github.pantree.console.ConsoleFixture;
import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that people and attackers upload, sent over real connections: each gets a page, and the server continues. */
@Timeout(120)
final class ConsoleUploadTests {

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static Simulator simulator;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static ConsoleFixture console;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static ConsoleClient client;

    @BeforeAll
    static void open() throws Exception {
        simulator = Simulator.start(SimulatorSettings.defaults());
        console = new ConsoleFixture(
                folder, simulator.baseUrl(), Map.of("pantree.rate", "1000", "pantree.settle.pause", "5ms"));
        client = new ConsoleClient(console);
    }

    @AfterAll
    static void close() throws IOException {
        console.close();
        simulator.close();
    }

    /** The page of a file after its check. */
    private static String checked(String name, byte[] content) throws Exception {
        HttpResponse<String> answer = client.upload(name, content);
        assertThat(answer.statusCode()).isEqualTo(200);
        return client.get(settled(answer)).body();
    }

    /** The address of a list that is no longer active. */
    private static String settled(HttpResponse<String> page) {
        String path = page.uri().getPath();
        String id = path.substring(path.lastIndexOf('/') + 1);
        await().atMost(Duration.ofMinutes(1)).until(() -> !upload(id).phase().isActive());
        return path;
    }

    private static Upload upload(String id) {
        return console.bean(UploadStore.class).find(id).orElseThrow();
    }

    private static byte[] saved(Workbook book) throws IOException {
        try (book) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }

    private static Workbook filled(Workbook book) {
        Sheet sheet = book.createSheet("目录");
        String[] names = {"一级目录", "素材 A", "素材 B"};
        for (int i = 0; i < names.length; i++) {
            sheet.createRow(i).createCell(0).setCellValue(names[i]);
        }
        return book;
    }

    private static byte[] bytes(String kind) throws Exception {
        return switch (kind) {
            case "nothing" -> new byte[0];
            case "text" -> "path\n/a\n".getBytes(UTF_8);
            case "program" -> "MZ\u0000\u0001\u0000".repeat(200).getBytes(UTF_8);
            case "half" -> {
                byte[] whole = saved(filled(new XSSFWorkbook()));
                yield Arrays.copyOf(whole, whole.length / 2);
            }
            case "password" -> encrypted(saved(filled(new XSSFWorkbook())));
            case "bomb" -> bomb();
            case "archive" -> archive("readme.txt", "hello");
            case "document" -> archive("word/document.xml", "<w/>");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static byte[] encrypted(byte[] workbook) throws Exception {
        Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
        encryptor.confirmPassword("secret");
        try (POIFSFileSystem file = new POIFSFileSystem()) {
            try (var out = encryptor.getDataStream(file)) {
                out.write(workbook);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            file.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    /** A workbook of some 200 kilobytes, whose sheet unpacks to 200 megabytes. */
    private static byte[] bomb() throws IOException {
        byte[] rows = "<row><c><v>1</v></c></row>".repeat(4000).getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream book = new ZipInputStream(new ByteArrayInputStream(saved(filled(new XSSFWorkbook()))));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry part = book.getNextEntry(); part != null; part = book.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(part.getName()));
                book.transferTo(zip);
                for (int i = 0; i < 2000 && part.getName().endsWith("/sheet1.xml"); i++) {
                    zip.write(rows);
                }
            }
        }
        return out.toByteArray();
    }

    private static byte[] archive(String part, String content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(part));
            zip.write(content.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "empty.csv, nothing, the file is empty",
        "empty.xlsx, nothing, the file is empty",
        "program.xlsx, program, a binary file",
        "half.xlsx, half, it is damaged",
        "locked.xlsx, password, it is password-protected",
        "bomb.xlsx, bomb, unpacks to more than 200 times its size",
        "archive.xlsx, archive, archive",
        "letter.xlsx, document, Word"
    })
    void aFileThatIsNoListGetsAPageWithTheReason(String name, String kind, String reason) throws Exception {
        String page = checked(name, bytes(kind));
        assertThat(page).contains(reason, name).doesNotContain("manifest.xlsx", "manifest.csv", folder.toString());
        assertNothingIsLeftBehind();
    }

    /** The longest name of a file on Windows: three bytes a character. */
    @Test
    void aListWithALongNameIsPlanned() throws Exception {
        String name = "目".repeat(251) + ".csv";
        assertThat(checked(name, bytes("text"))).contains(name, "id=\"run\"");
    }

    private static void assertNothingIsLeftBehind() throws IOException {
        try (Stream<Path> incoming = Files.list(console.home.resolve("console/incoming"))) {
            assertThat(incoming).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list.xls", "list.xlsx", "macros.xlsx", "gbk.csv"})
    void aListThatExcelSavedIsPlanned(String name) throws Exception {
        byte[] content = switch (name) {
            case "list.xls" -> saved(filled(new HSSFWorkbook()));
            case "gbk.csv" -> "一级目录\r\n素材 A\r\n素材 B\r\n".getBytes(Charset.forName("GBK"));
            case "macros.xlsx" -> {
                XSSFWorkbook book = new XSSFWorkbook();
                book.setVBAProject(new ByteArrayInputStream(new byte[100]));
                yield saved(filled(book));
            }
            default -> saved(filled(new XSSFWorkbook()));
        };
        assertThat(checked(name, content)).contains("素材 A", "素材 B", "id=\"run\"");
        assertNothingIsLeftBehind();
    }

    /** The home of a plan is still being closed when its result is shown. */
    @Test
    void whatAUserRequestsRightAfterAPlanIsDone() throws Exception {
        HttpResponse<String> page = client.upload("soon.csv", "path\n/soon/一\n".getBytes(UTF_8));
        String list = page.uri().getPath();
        String id = list.substring(list.lastIndexOf('/') + 1);
        Await.until(() -> !upload(id).phase().isActive());
        settled(client.post(list + "/run"));
        assertThat(client.get(list).body()).contains("Every folder exists");
    }

    /** The path of its copy in the home means nothing to the person who uploaded it. */
    @Test
    void theResultsOfAListNameItAsItsUserDoes() throws Exception {
        HttpResponse<String> page = client.upload("图库 目录.csv", "path\n/图库/一\n".getBytes(UTF_8));
        String list = settled(page);
        settled(client.post(list + "/run"));
        assertThat(client.get(list).body()).contains("Every folder exists").doesNotContain(folder.toString());
        assertThat(client.get(list + "/files/report.html").body())
                .contains("图库 目录.csv")
                .doesNotContain(folder.toString(), "manifest.csv");
        assertThat(client.get(list + "/files/summary.json").body()).contains("\"name\":\"图库 目录.csv\"");
        client.post(list + "/delete");
        assertThat(client.get("/runs").body()).contains("图库 目录.csv");
        try (Provisioning home = new HomeFixture(folder, simulator).status()) {
            assertThat(home.history().runs()).extracting(run -> run.name()).contains("图库 目录.csv");
        }
    }
}
