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
 * How a manifest is to be read: the {@code pantree.*} properties behind {@link ManifestOptions}.
 *
 * @param encoding the name of the manifest's charset; detected if not set
 * @param delimiter what stands between the manifest's cells; detected if not set
 * @param sheet the name of a workbook's sheet; the first one if not set
 * @param map {@code YOURS=column}, several of them parted by commas or line breaks
 * @param trim whether whitespace around names is removed
 * @param normalize {@code nfc} to put names into that Unicode form
 * @param headerLine the line with the column names, counted from 1; the first one with content if not set
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
     * The settings as the reader of manifests takes them.
     *
     * @throws InvalidSettingException if one of them cannot be used
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
