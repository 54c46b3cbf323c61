package io.github.pantree.simulator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parses lists of labels with values, such as {@code drop-after=0.02,hang=0.001}. */
final class SettingList<E extends Enum<E>> {

    private final String setting;
    private final Class<E> type;
    private final Function<E, String> label;
    private final String example;

    /**
     * @param setting the beginning of every message, for example {@code faults}
     * @param example an entry of the list, for messages
     */
    SettingList(String setting, Class<E> type, Function<E, String> label, String example) {
        this.setting = setting;
        this.type = type;
        this.label = label;
        this.example = example;
    }

    /** @throws IllegalArgumentException if a label is unknown or occurs twice, or if an entry has no value */
    Map<E, String> read(String text) {
        Map<E, String> values = new EnumMap<>(type);
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                add(part.strip(), values);
            }
        }
        return values;
    }

    private void add(String part, Map<E, String> values) {
        int equals = part.indexOf('=');
        if (equals < 0) {
            throw problem("\"%s\" has no %s; write for example %s. The %s are %s"
                    .formatted(part, setting.equals("faults") ? "probability" : "value", example, setting, labels()));
        }
        E key = labelled(part.substring(0, equals).strip());
        if (values.put(key, part.substring(equals + 1).strip()) != null) {
            throw problem(label.apply(key) + " is named twice; name it once");
        }
    }

    private E labelled(String wanted) {
        return Arrays.stream(type.getEnumConstants())
                .filter(known -> label.apply(known).equals(wanted))
                .findAny()
                .orElseThrow(() -> problem("\"%s\" is unknown; did you mean %s? The %s are %s"
                        .formatted(wanted, nearest(wanted), setting, labels())));
    }

    private IllegalArgumentException problem(String text) {
        return new IllegalArgumentException(setting + ": " + text);
    }

    private String labels() {
        return Arrays.stream(type.getEnumConstants()).map(label).collect(Collectors.joining(", "));
    }

    private String nearest(String wanted) {
        return Arrays.stream(type.getEnumConstants())
                .map(label)
                .min(Comparator.comparingInt(known -> distance(known, wanted)))
                .orElse("");
    }

    /** The number of letters to insert, remove or replace. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
