package io.github.pantree.manifest;

import java.util.Map;

/** Manifest options that differ from the defaults in one place. */
final class TestOptions {

    private TestOptions() {}

    static ManifestOptions encoding(String charset) {
        return new ManifestOptions(charset, null, null, Map.of(), false, null, null);
    }

    static ManifestOptions delimiter(String delimiter) {
        return new ManifestOptions(null, delimiter, null, Map.of(), false, null, null);
    }

    static ManifestOptions sheet(String sheet) {
        return new ManifestOptions(null, null, sheet, Map.of(), false, null, null);
    }

    static ManifestOptions columns(Map<String, String> columns) {
        return new ManifestOptions(null, null, null, columns, false, null, null);
    }

    static ManifestOptions headerLine(int line) {
        return new ManifestOptions(null, null, null, Map.of(), false, null, line);
    }

    static ManifestOptions trim() {
        return new ManifestOptions(null, null, null, Map.of(), true, null, null);
    }

    static ManifestOptions normalize(String form) {
        return new ManifestOptions(null, null, null, Map.of(), false, form, null);
    }
}
