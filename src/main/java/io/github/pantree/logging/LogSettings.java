package io.github.pantree.logging;

import io.github.pantree.support.InvalidSettingException;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How log lines are written: the {@code pantree.*} properties of this package.
 *
 * @param logFormat {@code text}, or {@code json} for an object a line
 */
@ConfigurationProperties("pantree")
public record LogSettings(@DefaultValue("text") String logFormat) {

    private static final String TEXT = "text";
    private static final String JSON = "json";

    public LogSettings {
        logFormat = logFormat.strip().toLowerCase(Locale.ROOT);
        if (!logFormat.equals(TEXT) && !logFormat.equals(JSON)) {
            throw InvalidSettingException.of("pantree.log-format", logFormat, "log");
        }
    }

    /** Writes all lines of this process so from now on. */
    public void use() {
        TextOrJsonEncoder.writeJson(logFormat.equals(JSON));
    }

    /** Whether lines are written as JSON at present, so that nothing else should stand between them. */
    public static boolean areJson() {
        return TextOrJsonEncoder.writesJson();
    }
}
