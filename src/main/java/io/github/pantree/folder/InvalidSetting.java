package io.github.pantree.folder;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for a setting that cannot be used; carries what a person needs to mend it. */
public final class InvalidSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param setting the property, for example {@code pantree.rate}
     * @param value what it is set to; never a secret
     * @param rule what holds for its values
     * @param remedy what to do
     */
    public InvalidSetting(String setting, String value, String rule, String remedy) {
        super(Words.say(
                "setting.invalid",
                setting,
                value.isEmpty() ? Words.say("setting.absent") : '"' + value + '"',
                rule,
                remedy));
    }

    private InvalidSetting(String message) {
        super(message);
    }

    /** Several of them as one, a line each. */
    public static InvalidSetting all(List<InvalidSetting> settings) {
        return new InvalidSetting(
                settings.stream().map(InvalidSetting::getMessage).collect(Collectors.joining(System.lineSeparator())));
    }
}
