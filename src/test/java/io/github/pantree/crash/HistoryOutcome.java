package io.github.pantree.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the tree that a history left on the server with the manifests and the output of its processes. */
final class HistoryOutcome {

    private static final int SIGKILL = 137;
    private static final int FAILED_ROWS = 4;
    /** The exit codes that a process of a history may have: done, failed rows, stopped, locked, killed. */
    private static final Set<Integer> CODES = Set.of(0, FAILED_ROWS, 5, 6, SIGKILL);

    private final Set<String> everAsked = new HashSet<>();
    private final List<Integer> codes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean refused;
    private long lost;
    private long duplicated;
    private long renamed;
    private long reported;

    /** Adds requested folders, including their parents. */
    void asked(Set<String> paths) {
        for (String path : paths) {
            for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
                everAsked.add(path.substring(0, end));
            }
        }
    }

    /** @param mayRefuse whether the database was damaged before, which the process may report with any code except 1 */
    void ended(int code, boolean mayRefuse, String stderr) {
        codes.add(code);
        boolean expected = CODES.contains(code) || (mayRefuse && code != 1);
        if (!expected) {
            problems.add("exit code " + code + ": " + stderr.strip());
        }
        refused |= mayRefuse && expected && code != 0 && code != SIGKILL;
    }

    void problem(String text) {
        problems.add(text);
    }

    /** @param dirIds path and dirID of each line of a {@code result.csv} of a run that ended with 0 */
    void claimed(Map<String, String> dirIds, List<Map.Entry<String, String>> remote) {
        Set<Map.Entry<String, String>> there = new HashSet<>(remote);
        dirIds.entrySet().stream()
                .filter(line -> !there.contains(Map.entry(line.getKey(), line.getValue())))
                .forEach(line -> problems.add("exit code 0, but no folder " + line));
    }

    /**
     * Compares the tree at the end.
     *
     * @param done the folders of the manifests whose last run ended with 0
     * @param remote path and dirID of every folder on the server
     */
    void compare(Set<String> done, List<Map.Entry<String, String>> remote) {
        Map<String, Integer> counts = new HashMap<>();
        remote.forEach(folder -> counts.merge(folder.getKey(), 1, Integer::sum));
        Set<String> missing = new TreeSet<>(done);
        missing.removeAll(counts.keySet());
        Set<String> twice = new TreeSet<>(counts.keySet());
        twice.removeIf(path -> counts.getOrDefault(path, 0) < 2);
        Set<String> others = new TreeSet<>(counts.keySet());
        others.removeAll(everAsked);
        lost = missing.size();
        add("lost", missing);
        if (isReported()) {
            reported = (long) twice.size() + others.size();
        } else {
            duplicated = twice.size();
            renamed = others.size();
            add("duplicated", twice);
            add("renamed", others);
        }
    }

    private void add(String what, Set<String> paths) {
        if (!paths.isEmpty()) {
            problems.add(what + " " + paths);
        }
    }

    /** Whether a process reported that rows need manual review, or that the database is damaged. */
    private boolean isReported() {
        return refused || codes.contains(FAILED_ROWS);
    }

    List<String> problems() {
        return problems;
    }

    long kills() {
        return codes.stream().filter(code -> code == SIGKILL).count();
    }

    long commands() {
        return codes.size();
    }

    long lost() {
        return lost;
    }

    long duplicated() {
        return duplicated;
    }

    long renamed() {
        return renamed;
    }

    /** Number of duplicated and renamed folders in histories in which a process reported them. */
    long reported() {
        return reported;
    }
}
