package io.github.pantree.support;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for an invalid setting; contains what a user needs to fix it. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param setting the property, for example {@code pantree.rate}
     * @param value its value; never a secret, except that the credentials in a URL are masked
     * @param rule the rule for its values
     * @param remedy what to do
     */
    public InvalidSettingException(String setting, String value, String rule, String remedy) {
        super(Messages.format(
                "setting.invalid",
                setting,
                value.isEmpty() ? Messages.format("setting.absent") : '"' + SecretMasker.maskCredentials(value) + '"',
                rule,
                remedy));
    }

    /**
     * An invalid setting with the messages {@code setting.KEY.rule} and {@code setting.KEY.remedy}.
     *
     * @param arguments of both messages
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

    /** Combines several exceptions into one, with a line for each different message. */
    public static InvalidSettingException all(List<InvalidSettingException> settings) {
        return new InvalidSettingException(settings.stream()
                .map(InvalidSettingException::getMessage)
                .distinct()
                .collect(Collectors.joining(System.lineSeparator())));
    }
}
