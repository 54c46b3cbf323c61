package io.github.pantree.support;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Singular and plural in the pattern of a message: in {@code %s {row has|rows have} no name}, the words before the bar
 * are used if the preceding placeholder stands for 1. A number names another placeholder: <code>{1$is|are}</code>.
 */
final class Plural {

    /** A choice between two forms. */
    static final Pattern CHOICE = Pattern.compile("\\{(?:(\\d+)\\$)?([^{}|]*)\\|([^{}|]*)}");

    private static final Pattern PLACEHOLDER_OR_CHOICE =
            Pattern.compile("%(?:(?<position>\\d+)\\$)?[sd]|" + CHOICE.pattern());

    private Plural() {}

    /**
     * Replaces each choice in a pattern by one of its forms.
     *
     * @param values of the pattern's placeholders
     */
    static String choose(String pattern, Object... values) {
        if (pattern.indexOf('|') < 0) {
            return pattern;
        }
        StringBuilder text = new StringBuilder();
        Matcher matcher = PLACEHOLDER_OR_CHOICE.matcher(pattern);
        int unnumbered = 0;
        int preceding = 0;
        while (matcher.find()) {
            if (matcher.group().startsWith("%")) {
                String position = matcher.group("position");
                preceding = position == null ? ++unnumbered : Integer.parseInt(position);
                matcher.appendReplacement(text, Matcher.quoteReplacement(matcher.group()));
            } else {
                int counted = matcher.group(2) == null ? preceding : Integer.parseInt(matcher.group(2));
                boolean one = "1".equals(String.valueOf(values[counted - 1]));
                matcher.appendReplacement(text, Matcher.quoteReplacement(matcher.group(one ? 3 : 4)));
            }
        }
        return matcher.appendTail(text).toString();
    }
}
