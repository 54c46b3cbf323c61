package io.github.pantree.provisioning.settings;

import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.SettingValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to read a manifest: the {@code pantree.*} properties for {@link ManifestOptions}.
 *
 * @param encoding the charset of the manifest; detected if not set
 * @param delimiter the field delimiter; detected if not set
 * @param sheet the sheet of a workbook; the first one if not set
 * @param map entries {@code YOURS=column}, separated by commas or line breaks
 * @param trim whether whitespace around names is removed
 * @param normalize {@code nfc} to convert names to that Unicode form
 * @param headerLine the line with the column names, counted from 1; the first line with content if not set
 */
@ConfigurationProperties("pantree")
public record ManifestSettings(
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String sheet,
        @DefaultValue("") String map,
        @DefaultValue("false") boolean trim,
        @Nullable String normalize,
        @Nullable String headerLine) {

    /**
     * Converts the settings to options of the manifest reader.
     *
     * @throws InvalidSettingException if a setting is invalid
     */
    public ManifestOptions options() {
        return new ManifestOptions(encoding, delimiter, sheet, columns(), trim, normalize, headerLineNumber());
    }

    private @Nullable Integer headerLineNumber() {
        String number = SettingValues.blankToNull(headerLine);
        try {
            return number == null ? null : Integer.valueOf(number);
        } catch (NumberFormatException e) {
            throw InvalidSettingException.of("pantree.header-line", number, "headerLine");
        }
    }

    private Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String pair : map.isBlank() ? new String[0] : map.split("[,\\n]", -1)) {
            int equals = pair.lastIndexOf('=');
            if (equals < 1) {
                throw InvalidSettingException.of("pantree.map", pair, "map");
            }
            columns.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return columns;
    }
}
