package io.github.pantree.crash;

import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects the violations and costs of many scenarios. */
final class Tally {

    private final String title;
    private final Map<String, Long> faults = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, String> costs = new TreeMap<>();
    private int scenarios;
    private int commands;
    private int kills;
    private long folders;
    private long lost;
    private long doubled;
    private long renamed;
    private long wrongDirIds;
    private long mkdirsBeyond;
    private long listsBeyond;

    Tally(String title) {
        this.title = title;
    }

    /**
     * Compares the tree with the manifest and the result file with the tree.
     *
     * @param kind the only fault, or an empty text
     */
    synchronized void add(Scenario scenario, String kind, Simulator simulator, Path result, int runs, int killed)
            throws IOException {
        Map<String, Integer> remote = new HashMap<>();
        simulator.folders().forEach(folder -> remote.merge(folder.getKey(), 1, Integer::sum));
        long missing = scenario.paths().stream()
                .filter(path -> !remote.containsKey(path))
                .count();
        long twice = remote.values().stream().filter(count -> count > 1).count();
        long others = remote.keySet().stream()
                .filter(path -> !scenario.paths().contains(path))
                .count();
        long wrong = wrong(scenario, simulator, result);
        if (missing + twice + others + wrong > 0) {
            failures.add("%s: %d lost, %d doubled, %d renamed, %d dirIDs wrong"
                    .formatted(scenario, missing, twice, others, wrong));
        }
        lost += missing;
        doubled += twice;
        renamed += others;
        wrongDirIds += wrong;
        count(scenario, kind, simulator.stats(), runs, killed);
    }

    private void count(Scenario scenario, String kind, SimulatorStats stats, int runs, int killed) {
        long mkdirs = stats.mkdirCalls() - scenario.leastCalls();
        long lists = stats.listCalls() - 1;
        scenarios++;
        commands += runs;
        kills += killed;
        folders += scenario.paths().size();
        mkdirsBeyond += mkdirs;
        listsBeyond += lists;
        stats.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        long struck = stats.faults().getOrDefault(kind, 0L);
        if (struck > 0) {
            costs.put(
                    kind + " " + scenario.onDuplicate(),
                    String.format(
                            Locale.ROOT,
                            "%4d struck, %.2f mkdir and %.2f list calls more each",
                            struck,
                            (double) mkdirs / struck,
                            (double) lists / struck));
        }
    }

    private static long wrong(Scenario scenario, Simulator simulator, Path result) throws IOException {
        Map<String, String> dirIds = new HashMap<>();
        for (String line : Files.exists(result) ? Files.readAllLines(result) : List.<String>of()) {
            String[] cells = line.split(",", -1);
            dirIds.put(cells[1], cells[3]);
        }
        Map<String, String> tree = simulator.tree();
        return scenario.paths().stream()
                .filter(path -> tree.containsKey(path) && !tree.get(path).equals(dirIds.get(path)))
                .count();
    }

    synchronized void failed(Scenario scenario, String why) {
        failures.add(scenario + ": " + why);
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized int kills() {
        return kills;
    }

    synchronized String table() {
        long struck = faults.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder table = new StringBuilder();
        table.append("%n%s%n".formatted(title));
        table.append("  scenarios %d, commands %d, kills %d, faults %d, folders %d%n"
                .formatted(scenarios, commands, kills, struck, folders));
        table.append(
                "  lost %d, doubled %d, renamed %d, dirIDs wrong %d%n".formatted(lost, doubled, renamed, wrongDirIds));
        table.append(String.format(
                Locale.ROOT,
                "  calls beyond the minimum: %d mkdir, %d list (%.2f and %.2f for each fault or kill)%n",
                mkdirsBeyond,
                listsBeyond,
                (double) mkdirsBeyond / Math.max(1, struck + kills),
                (double) listsBeyond / Math.max(1, struck + kills)));
        table.append("  faults by kind: ").append(faults).append(System.lineSeparator());
        costs.forEach((kind, cost) ->
                table.append("    ").append(kind).append(": ").append(cost).append(System.lineSeparator()));
        failures.forEach(failure -> table.append("  FAILED ").append(failure).append(System.lineSeparator()));
        return table.toString();
    }
}
