package io.github.pantree.manifest.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Checks the parts of an .xlsx file before they are parsed: a few kilobytes can unpack to gigabytes, and a parser keeps
 * texts, style tables and declarations of any size in memory. No spreadsheet program writes what is refused here.
 */
public final class ZipBombGuard {

    /** A cell has at most 32,767 characters, each of which takes up to ten bytes as an XML entity. */
    private static final int LONGEST_TEXT = 1_000_000;

    /** Maximum bytes of all parts: some million rows. */
    private static final long LARGEST = 4_000_000_000L;

    /** A large part that unpacks to more than so many times its size is no list: its rows are all the same. */
    private static final int MOST_EXPANSION = 200;

    /** Maximum bytes of a part that may unpack to any multiple of its size. */
    private static final long SMALL_PART = 100_000_000;

    private static final int BUFFER = 1 << 16;

    private final long smallPart;
    private long all;

    /**
     * Creates a guard.
     *
     * @param smallPart maximum bytes of a part that may unpack to any multiple of its size
     */
    ZipBombGuard(long smallPart) {
        this.smallPart = smallPart;
    }

    /**
     * Checks the parts of a workbook before a parser opens it.
     *
     * @throws IOException if a part is not what a spreadsheet program writes, or the file is not an archive
     */
    public static void check(Path file, BooleanSupplier stopped) throws IOException {
        new ZipBombGuard(SMALL_PART).checkParts(file, stopped);
    }

    void checkParts(Path file, BooleanSupplier stopped) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> parts = zip.entries(); parts.hasMoreElements(); ) {
                ZipEntry part = parts.nextElement();
                String name = part.getName();
                if (name.endsWith(".xml") || name.endsWith(".rels")) {
                    try (InputStream in = new StoppableInputStream(zip.getInputStream(part), stopped)) {
                        check(part, in);
                    }
                }
            }
        }
    }

    private void check(ZipEntry entry, InputStream in) throws IOException {
        String part = entry.getName();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        TextRun text = new TextRun();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            all += read;
            if (all > LARGEST) {
                throw new UnreadableWorkbookException("size", part, LARGEST);
            }
            if (size > smallPart && size / MOST_EXPANSION > entry.getCompressedSize()) {
                throw new UnreadableWorkbookException("expansion", part, MOST_EXPANSION);
            }
            text.check(part, buffer, read);
        }
    }

    /** Checks the text between tags, across buffers. */
    private static final class TextRun {

        private int length;
        private int before;

        void check(String part, byte[] buffer, int count) throws UnreadableWorkbookException {
            for (int i = 0; i < count; i++) {
                int now = buffer[i];
                if (before == '<' && now == '!') {
                    throw new UnreadableWorkbookException("declaration", part);
                }
                length = now == '<' ? 0 : length + 1;
                if (length > LONGEST_TEXT) {
                    throw new UnreadableWorkbookException("text", part, LONGEST_TEXT);
                }
                before = now;
            }
        }
    }
}
