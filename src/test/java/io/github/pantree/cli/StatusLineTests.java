package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StatusLineTests {

    private static final String CLEAR = "\r\u001B[K";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final StatusLine line = new StatusLine(new PrintStream(written, true, StandardCharsets.UTF_8));
    private final PrintStream other = new PrintStream(line, true, StandardCharsets.UTF_8);

    @Test
    void replacesTheStatusBeforeIt() {
        line.show("50%");
        line.show("完成");
        assertThat(written()).isEqualTo(CLEAR + "50%" + CLEAR + "完成");
    }

    @Test
    void writesOtherLinesAboveTheStatus() {
        line.show("50%");
        other.print("a 图 log line\n");
        assertThat(written()).isEqualTo(CLEAR + "50%" + CLEAR + "a 图 log line\n50%");
    }

    @Test
    void waitsForTheEndOfALineThatIsWrittenInParts() {
        line.show("50%");
        other.print("a");
        line.show("60%");
        other.print("b\n");
        assertThat(written()).isEqualTo(CLEAR + "50%" + CLEAR + "ab\n60%");
    }

    @Test
    void leavesTheLastStatusAndPassesOnWhatFollows() {
        line.show("100%");
        line.end();
        other.print("x\n");
        assertThat(written()).isEqualTo(CLEAR + "100%" + System.lineSeparator() + "x\n");
    }

    @Test
    void keepsNoLineWithoutAStatus() {
        other.print("x\n");
        line.end();
        assertThat(written()).isEqualTo("x\n");
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
