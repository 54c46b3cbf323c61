package io.github.pantree.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The outcomes of histories by the kind of server. */
final class HistoryTable {

    private static final String LINE = "  %-30s %9s %8s %5s %4s %10s %7s %8s %6s%n";
    private static final int COLUMNS = 8;

    private final String title;
    private final Map<String, long[]> counts = new TreeMap<>();
    private final long[] totals = new long[COLUMNS];
    private final List<String> failures = new ArrayList<>();

    HistoryTable(String title) {
        this.title = title;
    }

    synchronized void add(History history, HistoryOutcome outcome) {
        long[] added = {
            1,
            outcome.commands(),
            outcome.kills(),
            outcome.lost(),
            outcome.duplicated(),
            outcome.renamed(),
            outcome.reported(),
            outcome.problems().isEmpty() ? 0 : 1
        };
        long[] line = counts.computeIfAbsent(history.kind(), kind -> new long[COLUMNS]);
        for (int i = 0; i < COLUMNS; i++) {
            line[i] += added[i];
            totals[i] += added[i];
        }
        outcome.problems().forEach(problem -> failures.add(history + ": " + problem));
    }

    synchronized long histories() {
        return totals[0];
    }

    synchronized long kills() {
        return totals[2];
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public synchronized String toString() {
        StringBuilder table = new StringBuilder("\n" + title + "\n");
        table.append(LINE.formatted(
                "server", "histories", "commands", "kills", "lost", "duplicated", "renamed", "reported", "failed"));
        counts.forEach((kind, line) -> append(table, kind, line));
        append(table, "all", totals);
        failures.forEach(failure -> table.append("  FAILED ").append(failure).append('\n'));
        return table.toString();
    }

    private static void append(StringBuilder table, String kind, long[] line) {
        List<Object> cells = new ArrayList<>(List.of(kind));
        Arrays.stream(line).forEach(cells::add);
        table.append(LINE.formatted(cells.toArray()));
    }
}
