package io.github.pantree.report;

import io.github.pantree.support.OwnerOnlyFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A CSV file that is being written. */
final class CsvFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int FIRST_BEYOND_ASCII = 0x80;

    private final Writer out;
    private final String delimiter;
    private boolean ascii = true;

    private CsvFile(Writer out, String delimiter) {
        this.out = out;
        this.delimiter = delimiter;
    }

    /**
     * Replaces a file atomically, with owner-only permissions; in UTF-8, with commas.
     *
     * @param mark whether it begins with a byte order mark
     */
    static void replace(Path file, boolean mark, Consumer<CsvFile> content) throws IOException {
        OwnerOnlyFiles.replace(
                file,
                temporary -> write(temporary, StandardCharsets.UTF_8, ",", csv -> {
                    if (mark) {
                        csv.addByteOrderMark();
                    }
                    content.accept(csv);
                }));
    }

    /**
     * Writes a file, with a question mark for what the encoding lacks.
     *
     * @return whether all its records are ASCII
     */
    static boolean write(Path file, Charset charset, String delimiter, Consumer<CsvFile> content) throws IOException {
        try (Writer out =
                new OutputStreamWriter(new BufferedOutputStream(Files.newOutputStream(file)), replacing(charset))) {
            CsvFile csv = new CsvFile(out, delimiter);
            content.accept(csv);
            return csv.ascii;
        }
    }

    /** The manifest's encoding may lack characters of a response's message. */
    private static CharsetEncoder replacing(Charset charset) {
        return charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Without it, Excel reads Unicode text in the machine's own encoding. */
    void addByteOrderMark() {
        append(BYTE_ORDER_MARK);
    }

    void add(List<? extends @Nullable String> cells) {
        String line = CsvFormatter.of(cells, delimiter);
        ascii = ascii && line.chars().allMatch(c -> c < FIRST_BEYOND_ASCII);
        append(line);
    }

    private void append(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
