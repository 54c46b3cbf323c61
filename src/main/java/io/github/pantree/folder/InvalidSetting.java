package io.github.pantree.folder;

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
}
