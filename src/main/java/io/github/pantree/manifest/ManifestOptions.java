package io.github.pantree.manifest;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.SettingValues;
import io.github.pantree.support.Sha256;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to read a manifest; everything else is auto-detected. The same file read with other options is another manifest,
 * so the options are part of a run's identity.
 *
 * @param encoding the name of a charset; null to auto-detect it
 * @param delimiter {@code , ; |} or a tab, also as {@code tab} or {@code \t}; null to auto-detect it
 * @param sheet the name of a workbook's sheet; null for the first one
 * @param columns custom column names with the column that each stands for
 * @param trim whether whitespace around names is removed
 * @param normalize {@code nfc} to convert names to that Unicode form; null to leave them unchanged
 * @param headerLine the line with the column names, counted from 1; null for the first line with content
 */
public record ManifestOptions(
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String sheet,
        Map<String, String> columns,
        boolean trim,
        @Nullable String normalize,
        @Nullable Integer headerLine) {

    public static final ManifestOptions AUTO_DETECT =
            new ManifestOptions(null, null, null, Map.of(), false, null, null);

    /** @throws InvalidSettingException if an option is invalid */
    public ManifestOptions {
        encoding = SettingValues.blankToNull(encoding);
        delimiter = delimiter == null || delimiter.isEmpty() ? null : delimiterOf(delimiter);
        sheet = SettingValues.blankToNull(sheet);
        normalize = SettingValues.blankToNull(normalize);
        columns = Map.copyOf(columns);
        if (encoding != null) {
            charsetOf(encoding);
        }
        if (normalize != null && !normalize.equalsIgnoreCase("nfc")) {
            throw InvalidSettingException.of("pantree.normalize", normalize, "normalize");
        }
        if (headerLine != null && headerLine < 1) {
            throw InvalidSettingException.of("pantree.header-line", String.valueOf(headerLine), "headerLine");
        }
        columns.values().forEach(ColumnNames::checkMeaning);
    }

    private static String delimiterOf(String text) {
        String one = text.equalsIgnoreCase("tab") || text.equals("\\t") ? "\t" : text;
        if (!DelimiterDetector.ALL.contains(one)) {
            throw InvalidSettingException.of("pantree.delimiter", text, "delimiter");
        }
        return one;
    }

    private static Charset charsetOf(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw InvalidSettingException.of("pantree.encoding", name, "encoding");
        }
    }

    /** The charset of the options; null to auto-detect it. */
    @Nullable
    Charset charset() {
        return encoding == null ? null : charsetOf(encoding);
    }

    /** The options as {@code pantree.*} properties, without auto-detected values. */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        put(properties, "encoding", encoding);
        put(properties, "delimiter", delimiter);
        put(properties, "sheet", sheet);
        put(properties, "normalize", normalize);
        put(properties, "header-line", headerLine == null ? null : headerLine.toString());
        put(properties, "trim", trim ? "true" : null);
        String map = columns.entrySet().stream()
                .map(column -> column.getKey() + "=" + column.getValue())
                .sorted()
                .collect(Collectors.joining("\n"));
        put(properties, "map", SettingValues.blankToNull(map));
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put("pantree." + name, value);
        }
    }

    /**
     * The hash of a manifest read with these options, in lower-case hexadecimal.
     *
     * @param content the SHA-256 of its bytes
     */
    String contentHash(byte[] content) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(content);
        byte[] reading = fingerprint().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(reading.length == 0 ? content : digest.digest(reading));
    }

    /** Distinguishes different options for the same bytes; empty if everything is auto-detected. */
    String fingerprint() {
        if (equals(AUTO_DETECT)) {
            return "";
        }
        String headerAt = headerLine == null ? "" : "\nheader-line " + headerLine;
        return String.join(
                "\n",
                String.valueOf(charset()),
                String.valueOf(delimiter),
                String.valueOf(sheet),
                new TreeMap<>(columns).toString(),
                String.valueOf(trim),
                String.valueOf(normalize).toLowerCase(Locale.ROOT) + headerAt);
    }
}
