package io.github.pantree.support;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for a setting that cannot be used; carries what a person needs to fix it. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param setting the property, for example {@code pantree.rate}
     * @param value what it is set to; never a secret
     * @param rule what holds for its values
     * @param remedy what to do
     */
    public InvalidSettingException(String setting, String value, String rule, String remedy) {
        super(Messages.format(
                "setting.invalid",
                setting,
                value.isEmpty() ? Messages.format("setting.absent") : '"' + value + '"',
                rule,
                remedy));
    }

    /**
     * A setting whose texts are {@code setting.KEY.rule} and {@code setting.KEY.remedy}.
     *
     * @param arguments of both texts
     */
    public static InvalidSettingException of(String setting, String value, String key, Object... arguments) {
        return new InvalidSettingException(
                setting,
                value,
                Messages.format("setting." + key + ".rule", arguments),
                Messages.format("setting." + key + ".remedy", arguments));
    }

    private InvalidSettingException(String message) {
        super(message);
    }

    /** Several of them as one, a line each. */
    public static InvalidSettingException all(List<InvalidSettingException> settings) {
        return new InvalidSettingException(settings.stream()
                .map(InvalidSettingException::getMessage)
                .collect(Collectors.joining(System.lineSeparator())));
    }
}
