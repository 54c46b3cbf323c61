package io.github.pantree.notification;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders such as {@code {manifest}}. Other text in braces stays unchanged. A line whose placeholders
 * are all empty is omitted, so that a template works for every notification.
 */
public final class Template {

    /** The names of the placeholders. */
    public static final List<String> NAMES = List.of(
            "event",
            "job",
            "run",
            "manifest",
            "exit_code",
            "total",
            "created",
            "existed",
            "failed",
            "blocked",
            "pending",
            "seconds",
            "results",
            "message",
            "next");

    private static final Pattern GAP = Pattern.compile("\\{([a-z_]+)}");

    private final String text;

    public Template(String text) {
        this.text = text;
    }

    /** The first unknown placeholder; null if there is none. */
    @Nullable
    String unknown() {
        return GAP.matcher(text)
                .results()
                .map(gap -> gap.group(1))
                .filter(name -> !NAMES.contains(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * Fills the placeholders.
     *
     * @param values by name; missing ones are empty
     * @param escape escapes a value for the markup of the channel
     */
    public String fill(Map<String, String> values, UnaryOperator<String> escape) {
        return text.lines()
                .flatMap(line -> Stream.ofNullable(fillLine(line, values, escape)))
                .collect(Collectors.joining("\n"));
    }

    private static @Nullable String fillLine(String line, Map<String, String> values, UnaryOperator<String> escape) {
        Matcher gap = GAP.matcher(line);
        StringBuilder filled = new StringBuilder();
        boolean gaps = false;
        boolean filledAny = false;
        while (gap.find()) {
            String value = values.getOrDefault(gap.group(1), "");
            gaps = true;
            filledAny |= !value.isEmpty();
            // Inserted literally: not as a replacement pattern, and without filling placeholders in the value.
            gap.appendReplacement(filled, Matcher.quoteReplacement(escape.apply(value)));
        }
        return gaps && !filledAny ? null : gap.appendTail(filled).toString();
    }
}
