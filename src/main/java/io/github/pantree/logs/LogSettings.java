package io.github.pantree.logs;

import io.github.pantree.folder.InvalidSetting;
import io.github.pantree.folder.Words;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How log lines are written: the {@code pantree.*} properties of this room.
 *
 * @param logFormat {@code text}, or {@code json} for an object a line
 */
public record LogSettings(@DefaultValue("text") String logFormat) {

    private static final String TEXT = "text";
    private static final String JSON = "json";

    public LogSettings {
        logFormat = logFormat.strip().toLowerCase(Locale.ROOT);
        if (!logFormat.equals(TEXT) && !logFormat.equals(JSON)) {
            throw new InvalidSetting(
                    "pantree.log-format", logFormat, Words.say("setting.log.rule"), Words.say("setting.log.remedy"));
        }
    }

    /** Writes all lines of this process so from now on. */
    public void use() {
        LineEncoder.writeJson(logFormat.equals(JSON));
    }

    /** Whether lines are written as JSON at present, so that nothing else should stand between them. */
    public static boolean areJson() {
        return LineEncoder.writesJson();
    }
}
