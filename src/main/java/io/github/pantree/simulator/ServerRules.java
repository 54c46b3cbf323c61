package io.github.pantree.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The active {@link ServerRule}s with their values. Immutable. */
public final class ServerRules {

    static final String TIME = "(?:\\d{1,9}m?s|\\d{1,7}m|\\d{1,6}h)";
    /** No rules. */
    public static final ServerRules NONE = new ServerRules(Map.of());

    private static final SettingList<ServerRule> LIST =
            new SettingList<>("rules", ServerRule.class, ServerRule::label, "max-children=1000");

    private final Map<ServerRule, String> values;

    private ServerRules(Map<ServerRule, String> values) {
        this.values = values;
    }

    /**
     * Parses a list such as {@code max-children=1000,late-time=5s}; blank text is {@link #NONE}.
     *
     * @throws IllegalArgumentException if a rule is unknown, occurs twice or has an invalid value
     */
    public static ServerRules parse(String text) {
        Map<ServerRule, String> values = LIST.read(text);
        values.forEach((rule, value) -> {
            if (!rule.takes(value)) {
                throw new IllegalArgumentException(
                        "rules: \"%s=%s\": the value is %s".formatted(rule.label(), value, rule.example()));
            }
        });
        return new ServerRules(values);
    }

    /** {@link Integer#MAX_VALUE} for a rule that is not in the list. */
    int most(ServerRule rule) {
        String value = values.get(rule);
        return value == null ? Integer.MAX_VALUE : Integer.parseInt(value);
    }

    boolean holds(ServerRule rule) {
        return "true".equals(values.get(rule));
    }

    String text(ServerRule rule, String otherwise) {
        return values.getOrDefault(rule, otherwise);
    }

    Duration time(ServerRule rule, Duration otherwise) {
        String value = values.get(rule);
        return value == null ? otherwise : time(value);
    }

    /** @param text matches {@link #TIME} */
    static Duration time(String text) {
        String iso = text.endsWith("ms")
                ? "PT" + Long.parseLong(text.substring(0, text.length() - 2)) / 1000.0 + "S"
                : "PT" + text;
        return Duration.parse(iso);
    }

    /** The text that {@link #parse} parses. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().label() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServerRules rules && rules.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
