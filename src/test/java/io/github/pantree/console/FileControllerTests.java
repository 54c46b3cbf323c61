package io.github.pantree.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileControllerTests {

    @ParameterizedTest
    @CsvSource({
        "folders.xlsx, folders",
        "素材 2026.Q1.csv, 素材 2026.Q1",
        "list, list",
        "../../etc/passwd.csv, .._.._etc_passwd",
        "a\"b;c%0d\\x.csv, a_b;c_0d_x"
    })
    void aDownloadIsNamedAfterItsList(String list, String stem) {
        assertThat(FileController.stem(list)).isEqualTo(stem);
    }

    @Test
    void downloadNameIsShortAndHasNoDirectionMarks() {
        assertThat(FileController.stem("😀".repeat(255) + ".csv")).isEqualTo("😀".repeat(80));
        assertThat(FileController.stem("\u202Evsc.exe")).doesNotContain("\u202E");
    }
}
