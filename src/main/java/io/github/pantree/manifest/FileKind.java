package io.github.pantree.manifest;

import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Kinds of files that are not manifests, whatever their names. Checked when a file cannot be read as a manifest. */
enum FileKind {
    WEB_PAGE("webPage"),
    XML_SPREADSHEET("xmlSpreadsheet"),
    OTHER_SPREADSHEET("otherSpreadsheet"),
    BINARY_WORKBOOK("binaryWorkbook"),
    DOCUMENT("document"),
    ARCHIVE("archive"),
    IMAGE("image"),
    JSON("json"),
    ENCRYPTED("encrypted"),
    BINARY("binary");

    private static final int BEGINNING = 4096;

    /** The position of the signature in a tar archive. */
    private static final int TAR_MARK = 257;

    /** Signatures: the first bytes in hexadecimal. */
    private static final Map<String, FileKind> SIGNATURES = Map.ofEntries(
            Map.entry("1f8b", ARCHIVE),
            Map.entry("425a68", ARCHIVE),
            Map.entry("fd377a585a00", ARCHIVE),
            Map.entry("28b52ffd", ARCHIVE),
            Map.entry("377abcaf271c", ARCHIVE),
            Map.entry("526172211a07", ARCHIVE),
            Map.entry("504b0506", ARCHIVE),
            Map.entry("255044462d", DOCUMENT),
            Map.entry("7b5c727466", DOCUMENT),
            Map.entry("89504e470d0a", IMAGE),
            Map.entry("ffd8ff", IMAGE),
            Map.entry("47494638", IMAGE),
            Map.entry("424d", IMAGE));

    /** Kinds by a part of the archive; the first match counts. */
    private static final List<Map.Entry<String, FileKind>> PARTS = List.of(
            Map.entry("xl/workbook.bin", BINARY_WORKBOOK),
            Map.entry("word/document.xml", DOCUMENT),
            Map.entry("ppt/presentation.xml", DOCUMENT),
            Map.entry("visio/document.xml", DOCUMENT),
            Map.entry("Index/Document.iwa", OTHER_SPREADSHEET),
            Map.entry("Index.zip", OTHER_SPREADSHEET));

    /** Headers of programs that encrypt documents in companies. */
    private static final List<String> PROTECTION = List.of("%TSD-Header", "E-SafeNet", "<DRMENCRYPT", "\u0014#e");

    private final String key;

    FileKind(String key) {
        this.key = key;
    }

    /** The problem of a file of this kind. */
    private Problem problem(Path file) {
        return Problem.of(
                1,
                1,
                "file.kind",
                String.valueOf(file.getFileName()),
                Messages.format("kind." + key),
                Messages.format("kind." + key + ".remedy"));
    }

    /** The kind of a file that cannot be read as a manifest; empty if it may be a manifest with an error. */
    static Optional<Problem> problem(Path file, @Nullable Encoding encoding) throws IOException {
        FileKind kind = ofBytes(file);
        if (kind == null) {
            kind = encoding == null ? ofArchive(file) : ofText(file, encoding);
        }
        return Optional.ofNullable(kind).map(known -> known.problem(file));
    }

    private static @Nullable FileKind ofBytes(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BEGINNING);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (PROTECTION.stream().anyMatch(mark -> text.indexOf(mark) >= 0 && text.indexOf(mark) < 64)) {
            return ENCRYPTED;
        }
        if (text.startsWith("ustar", TAR_MARK)) {
            return ARCHIVE;
        }
        String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 16));
        return SIGNATURES.entrySet().stream()
                .filter(signature -> hex.startsWith(signature.getKey()) && hasControls(text, signature.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether the text contains control characters, since ordinary text may begin with the letters of a short
     * signature.
     */
    private static boolean hasControls(String text, String signature) {
        return signature.length() > 6 || text.chars().anyMatch(c -> c < '\t');
    }

    private static @Nullable FileKind ofArchive(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry type = zip.getEntry("mimetype");
            if (type != null) {
                String mimeType = new String(zip.getInputStream(type).readNBytes(100), StandardCharsets.US_ASCII);
                return mimeType.contains("spreadsheet") ? OTHER_SPREADSHEET : DOCUMENT;
            }
            FileKind other = zip.getEntry("[Content_Types].xml") == null ? ARCHIVE : null;
            return PARTS.stream()
                    .filter(part -> zip.getEntry(part.getKey()) != null)
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(other);
        } catch (IOException e) {
            // A damaged archive, or one in another format; its reader reports the problem.
            return null;
        }
    }

    private static @Nullable FileKind ofText(Path file, Encoding encoding) throws IOException {
        char[] buffer = new char[BEGINNING];
        String text;
        try (Reader reader = encoding.open(Files.newInputStream(file))) {
            int length = Math.max(0, reader.read(buffer));
            text = new String(buffer, 0, length);
        }
        String begin = text.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
        if (begin.startsWith("<?xml") && begin.contains("office:spreadsheet")) {
            return XML_SPREADSHEET;
        }
        if (begin.startsWith("mime-version:") || (begin.startsWith("<") && begin.indexOf('>') > 0)) {
            return WEB_PAGE;
        }
        if (begin.startsWith("{") || begin.startsWith("[{") || begin.startsWith("[\"")) {
            return JSON;
        }
        long controls =
                text.chars().filter(c -> c < ' ' && "\t\n\r\f".indexOf(c) < 0).count();
        return controls > 3 && controls * 20 > text.length() ? BINARY : null;
    }
}
