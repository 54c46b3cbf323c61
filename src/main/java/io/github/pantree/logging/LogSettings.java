package io.github.pantree.logging;

import io.github.pantree.support.InvalidSettingException;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The format of log lines: the {@code pantree.*} properties of this package.
 *
 * @param logFormat {@code text}, or {@code json} for one object per line
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

    /** Applies the format to all further lines of this process. */
    public void use() {
        TextOrJsonEncoder.writeJson(logFormat.equals(JSON));
    }

    /** Whether lines are currently written as JSON, so that there must be no other output between them. */
    public static boolean areJson() {
        return TextOrJsonEncoder.writesJson();
    }
}
