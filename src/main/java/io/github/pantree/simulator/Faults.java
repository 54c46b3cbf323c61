package io.github.pantree.simulator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The probability of each {@link Fault} for a call to which it applies. Immutable. */
public final class Faults {

    /** No faults. */
    public static final Faults NONE = new Faults(new EnumMap<>(Fault.class));

    /** Ten times 0.1 is not quite 1 in binary. */
    private static final double ROUNDING = 1e-9;

    private static final SettingList<Fault> LIST =
            new SettingList<>("faults", Fault.class, Fault::label, "drop-after=0.02");

    private final Map<Fault, Double> probabilities;

    private Faults(Map<Fault, Double> probabilities) {
        this.probabilities = Collections.unmodifiableMap(probabilities);
        refuseMoreThanOne(Api.MKDIR);
        refuseMoreThanOne(Api.LIST);
    }

    /**
     * Parses a list such as {@code drop-after=0.02,hang=0.001}; blank text is {@link #NONE}.
     *
     * @throws IllegalArgumentException if a fault is unknown or occurs twice, if a probability is not a number from 0
     *     to 1, or if the probabilities that apply to one call add up to more than 1
     */
    public static Faults parse(String text) {
        Map<Fault, Double> probabilities = new EnumMap<>(Fault.class);
        LIST.read(text)
                .forEach((fault, value) -> probabilities.put(fault, probability(fault.label() + "=" + value, value)));
        return new Faults(probabilities);
    }

    private static double probability(String part, String number) {
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (value >= 0 && value <= 1) {
            return value;
        }
        throw new IllegalArgumentException(
                "faults: \"%s\": a probability is a number from 0 to 1; write for example 0.02".formatted(part));
    }

    private void refuseMoreThanOne(Api api) {
        double sum = 0;
        for (Map.Entry<Fault, Double> entry : probabilities.entrySet()) {
            sum += entry.getKey().on(api) ? entry.getValue() : 0;
        }
        if (sum > 1 + ROUNDING) {
            throw new IllegalArgumentException(
                    "faults: \"%s\": a %s call meets at most one fault, but the probabilities add up to %s; lower them"
                            .formatted(this, api.label(), sum));
        }
    }

    /** From 0 to 1; 0 for a fault that is not in the list. */
    public double probability(Fault fault) {
        return probabilities.getOrDefault(fault, 0.0);
    }

    /** The text that {@link #parse} parses. */
    @Override
    public String toString() {
        return probabilities.entrySet().stream()
                .map(entry -> entry.getKey().label() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
