package io.github.pantree.console;

import io.github.pantree.support.Messages;
import java.util.Locale;
import java.util.MissingResourceException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;

/**
 * The texts of the pages, {@code console*.properties}, as patterns like those of all {@linkplain Messages messages}; in
 * the language of the {@linkplain Messages#language() thread}.
 */
final class ConsoleTexts implements MessageSource {

    private static final String BUNDLE = "io.github.pantree.console";

    static String text(String key, Object... values) {
        return Messages.formatFrom(Messages.bundle(BUNDLE), key, values);
    }

    @Override
    public @Nullable String getMessage(
            String code, Object @Nullable [] values, @Nullable String otherwise, @Nullable Locale locale) {
        try {
            return text(code, values == null ? new Object[0] : values);
        } catch (MissingResourceException e) {
            return otherwise;
        }
    }

    @Override
    public String getMessage(String code, Object @Nullable [] values, @Nullable Locale locale) {
        String text = getMessage(code, values, null, locale);
        if (text == null) {
            throw new NoSuchMessageException(code);
        }
        return text;
    }

    @Override
    public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
        String[] codes = resolvable.getCodes();
        return getMessage(codes == null || codes.length == 0 ? "" : codes[0], resolvable.getArguments(), locale);
    }
}
