package io.github.pantree.simulator;

import java.time.Duration;

/**
 * The behaviour of a simulator. Start from {@link #defaults()} and change what matters.
 *
 * @param port the port on 127.0.0.1; 0 for any free port
 * @param rate maximum calls of each endpoint in any second; 0 for no limit; 0.5 for one call in two seconds
 * @param latency delay of every response; the call is executed on arrival
 * @param names the forms of "name" that mkdir accepts
 * @param maxNames the longest array of names that mkdir accepts
 * @param onDuplicate the behaviour of mkdir for a name that is in use
 * @param listLag how long a created folder is missing from listings
 * @param faults the faults and their probabilities
 * @param rules further rules of the server
 * @param seed the seed of faults and dirIDs
 */
public record SimulatorSettings(
        int port,
        double rate,
        Duration latency,
        Names names,
        int maxNames,
        OnDuplicate onDuplicate,
        Duration listLag,
        Faults faults,
        ServerRules rules,
        long seed) {

    /** The forms of {@code name} in a mkdir call. */
    public enum Names {
        BOTH,
        STRING,
        ARRAY
    }

    /** The behaviour of mkdir for a name that is in use. None of them is documented by the vendor. */
    public enum OnDuplicate {
        /** Refuses the call, and creates nothing. */
        REJECT,
        /** Returns the existing folder. */
        RETURN,
        /** Creates {@code name(1)}, {@code name(2)}, … instead. */
        RENAME,
        /** Creates a second folder with that name. */
        ALLOW
    }

    private static final int MAX_PORT = 65_535;
    private static final double MIN_RATE = 0.001;
    private static final double MAX_RATE = 100_000;
    private static final Duration MAX_TIME = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a value is out of range; the message contains value, rule and remedy */
    public SimulatorSettings {
        require(port >= 0 && port <= MAX_PORT, "port", port, "a port is 0 to 65535", "take 0 for any free port");
        require(
                rate == 0 || (rate >= MIN_RATE && rate <= MAX_RATE),
                "rate",
                rate,
                "a rate is 0.001 to 100000 calls a second, or 0",
                "take 0 for no limit");
        requireTime("latency", latency);
        require(maxNames >= 1, "max-names", maxNames, "a call takes one name or more", "take 100, as the vendor does");
        requireTime("list-lag", listLag);
    }

    private static void requireTime(String setting, Duration value) {
        require(
                !value.isNegative() && value.compareTo(MAX_TIME) <= 0,
                setting,
                value,
                "a time is zero to one day",
                "take for example 50ms, or 0s for none");
    }

    private static void require(boolean holds, String setting, Object value, String rule, String remedy) {
        if (!holds) {
            throw new IllegalArgumentException("%s: %s: %s; %s".formatted(setting, value, rule, remedy));
        }
    }

    /**
     * Any port, no limit, latency, lag or faults; both forms of names, at most 100 names per call, duplicates refused.
     */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                0,
                0,
                Duration.ZERO,
                Names.BOTH,
                100,
                OnDuplicate.REJECT,
                Duration.ZERO,
                Faults.NONE,
                ServerRules.NONE,
                1);
    }

    public SimulatorSettings withPort(int newPort) {
        return new SimulatorSettings(
                newPort, rate, latency, names, maxNames, onDuplicate, listLag, faults, rules, seed);
    }

    public SimulatorSettings withRate(double newRate) {
        return new SimulatorSettings(
                port, newRate, latency, names, maxNames, onDuplicate, listLag, faults, rules, seed);
    }

    public SimulatorSettings withLatency(Duration newLatency) {
        return new SimulatorSettings(
                port, rate, newLatency, names, maxNames, onDuplicate, listLag, faults, rules, seed);
    }

    public SimulatorSettings withNames(Names newNames) {
        return new SimulatorSettings(
                port, rate, latency, newNames, maxNames, onDuplicate, listLag, faults, rules, seed);
    }

    public SimulatorSettings withMaxNames(int newMaxNames) {
        return new SimulatorSettings(
                port, rate, latency, names, newMaxNames, onDuplicate, listLag, faults, rules, seed);
    }

    public SimulatorSettings withOnDuplicate(OnDuplicate newOnDuplicate) {
        return new SimulatorSettings(
                port, rate, latency, names, maxNames, newOnDuplicate, listLag, faults, rules, seed);
    }

    public SimulatorSettings withListLag(Duration newListLag) {
        return new SimulatorSettings(
                port, rate, latency, names, maxNames, onDuplicate, newListLag, faults, rules, seed);
    }

    public SimulatorSettings withFaults(Faults newFaults) {
        return new SimulatorSettings(
                port, rate, latency, names, maxNames, onDuplicate, listLag, newFaults, rules, seed);
    }

    public SimulatorSettings withRules(ServerRules newRules) {
        return new SimulatorSettings(
                port, rate, latency, names, maxNames, onDuplicate, listLag, faults, newRules, seed);
    }

    public SimulatorSettings withSeed(long newSeed) {
        return new SimulatorSettings(
                port, rate, latency, names, maxNames, onDuplicate, listLag, faults, rules, newSeed);
    }
}
