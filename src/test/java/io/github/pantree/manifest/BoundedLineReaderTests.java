package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.manifest.BoundedLineReader.Line;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoundedLineReaderTests {

    /** The size of {@link BoundedLineReader}'s buffer in characters. */
    private static final int BUFFER = 1 << 16;

    @Test
    void splitsAtEveryKindOfLineEnd() throws Exception {
        assertThat(lines(new StringReader("a\nb\r\nc\rd")))
                .containsExactly(
                        new Line("a", "\n", false),
                        new Line("b", "\r\n", false),
                        new Line("c", "\r", false),
                        new Line("d", "", false));
    }

    @Test
    void keepsEmptyLinesButAddsNoneAtTheEnd() throws Exception {
        assertThat(lines(new StringReader(""))).isEmpty();
        assertThat(lines(new StringReader("\n"))).containsExactly(new Line("", "\n", false));
        assertThat(lines(new StringReader("\n\r\r\n")))
                .containsExactly(new Line("", "\n", false), new Line("", "\r", false), new Line("", "\r\n", false));
    }

    @Test
    void endsALineWithTheCarriageReturnThatEndsTheText() throws Exception {
        assertThat(lines(new StringReader("a\r"))).containsExactly(new Line("a", "\r", false));
    }

    @Test
    void joinsALineEndThatIsSplitBetweenTwoReads() throws Exception {
        String first = "x".repeat(BUFFER - 1);
        assertThat(lines(new StringReader(first + "\r\nb\r")))
                .containsExactly(new Line(first, "\r\n", false), new Line("b", "\r", false));
        assertThat(lines(new StringReader(first + "\rb")))
                .containsExactly(new Line(first, "\r", false), new Line("b", "", false));
    }

    @Test
    void readsFromASlowReader() throws Exception {
        assertThat(lines(new SlowReader("ab\r\n\ncd")))
                .containsExactly(new Line("ab", "\r\n", false), new Line("", "\n", false), new Line("cd", "", false));
    }

    @Test
    void staysAtTheEndIfTheReaderReturnsMoreLater() throws Exception {
        SlowReader reader = new SlowReader("a");
        try (BoundedLineReader lines = new BoundedLineReader(reader)) {
            assertThat(lines.next()).isEqualTo(new Line("a", "", false));
            assertThat(lines.next()).isNull();
            reader.append("b");
            assertThat(lines.next()).isNull();
        }
        assertThat(reader.isClosed).isTrue();
    }

    @Test
    void keepsTheLongestLineWhole() throws Exception {
        String longest = "x".repeat(BoundedLineReader.LONGEST);
        assertThat(lines(new StringReader(longest + "\nb")))
                .containsExactly(new Line(longest, "\n", false), new Line("b", "", false));
    }

    @Test
    void cutsALineOneCharacterBeyondTheLongest() throws Exception {
        String start = "0123456789".repeat(10);
        String line = start + "x".repeat(BoundedLineReader.LONGEST + 1 - start.length());
        assertThat(lines(new StringReader(line + "\r\nb")))
                .containsExactly(new Line(start, "\r\n", true), new Line("b", "", false));
        assertThat(lines(new StringReader(line + line))).containsExactly(new Line(start, "", true));
    }

    private static List<Line> lines(Reader text) throws IOException {
        List<Line> all = new ArrayList<>();
        try (BoundedLineReader lines = new BoundedLineReader(text)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    /** Returns one character at a time, and none at every second call. */
    private static final class SlowReader extends Reader {

        private final StringBuilder left;
        private int calls;
        private boolean isClosed;

        private SlowReader(String text) {
            left = new StringBuilder(text);
        }

        private void append(String text) {
            left.append(text);
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            if (left.isEmpty()) {
                return -1;
            }
            if (calls++ % 2 == 0) {
                return 0;
            }
            buffer[offset] = left.charAt(0);
            left.deleteCharAt(0);
            return 1;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
