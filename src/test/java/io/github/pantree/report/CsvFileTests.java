package io.github.pantree.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvFileTests {

    private static final Charset BIG5 = Charset.forName("Big5");

    @TempDir
    private Path folder;

    /** The simplified message of a response, in the encoding of a traditional manifest. */
    @Test
    void whatTheEncodingLacksIsReplaced() throws Exception {
        Path file = folder.resolve("rejects.csv");
        assertThat(CsvFile.write(file, BIG5, ",", csv -> csv.add(List.of("/目錄", "该目录"))))
                .isFalse();
        assertThat(Files.readString(file, BIG5)).startsWith("/目錄,").contains("?");
    }

    @Test
    void halfOfACharacterIsReplaced() throws Exception {
        Path file = folder.resolve("result.csv");
        CsvFile.replace(file, false, csv -> csv.add(List.of("a\uD83D", "b")));
        assertThat(Files.readString(file).strip()).isEqualTo("a?,b");
    }
}
