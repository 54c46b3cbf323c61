package io.github.pantree.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares the tree that a history left on the server with the manifests and the output of its processes. */
final class HistoryOutcome {

    private static final int SIGKILL = 137;
    private static final int FAILED_ROWS = 4;
    private static final int REFUSED = 2;
    /** The exit codes that a process of a history may have: done, failed rows, stopped, locked, killed. */
    private static final Set<Integer> CODES = Set.of(0, FAILED_ROWS, 5, 6, SIGKILL);

    /** In the message of a row whose listings do not show what its calls created. */
    private static final String UNSEEN = "another one may exist that is not shown";

    /** In the message of a row that was not looked up in full: what killed processes created is not shown either. */
    private static final String UNPROVEN = "so this folder may exist as well";

    /** In the message of a row instead of which the API created a numbered folder. */
    private static final String UNSEEN_COPIES = "other numbered folders may exist that are not shown";

    private static final Pattern NUMBER = Pattern.compile("\\(\\d+\\)$");

    private final Set<String> everAsked = new HashSet<>();
    private final List<Integer> codes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
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

    /** @param mayRefuse whether the database was damaged before, so that the process may refuse it */
    void ended(int code, boolean mayRefuse, String stderr) {
        codes.add(code);
        boolean expected = CODES.contains(code) || (mayRefuse && code == REFUSED);
        if (!expected) {
            problems.add("exit code " + code + ": " + stderr.strip());
        }
    }

    /** @param lines those of the {@code result.csv} of a run that ended with 4 */
    void reported(List<String> lines) {
        reports.addAll(lines);
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
        Map<String, Set<String>> dirIds = new HashMap<>();
        remote.forEach(folder ->
                dirIds.computeIfAbsent(folder.getKey(), path -> new TreeSet<>()).add(folder.getValue()));
        Set<String> missing = new TreeSet<>(done);
        missing.removeAll(dirIds.keySet());
        Set<String> twice = new TreeSet<>(dirIds.keySet());
        twice.removeIf(path -> dirIds.getOrDefault(path, Set.of()).size() < 2);
        Set<String> others = new TreeSet<>(dirIds.keySet());
        others.removeAll(everAsked);
        long found = (long) twice.size() + others.size();
        Set<String> excused = new HashSet<>(twice);
        excused.addAll(others);
        excused.removeIf(path -> !isReported(path, dirIds.getOrDefault(path, Set.of())));
        twice.removeIf(path -> isAtOrBelow(path, excused));
        others.removeIf(path -> isAtOrBelow(path, excused));
        lost = missing.size();
        duplicated = twice.size();
        renamed = others.size();
        reported = found - duplicated - renamed;
        add("lost", missing);
        add("duplicated", twice);
        add("renamed", others);
    }

    /** What is below a reported folder exists as often as that folder. */
    private static boolean isAtOrBelow(String path, Set<String> excused) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (excused.contains(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a row names all of these dirIDs, or one of them, and says that there may be others, or has this path
     * without its number, and says that it, another one or other numbers may exist: those of killed processes.
     */
    private boolean isReported(String path, Set<String> dirIds) {
        return reports.stream()
                .anyMatch(line -> dirIds.stream().allMatch(line::contains)
                        || (line.contains(UNSEEN) && dirIds.stream().anyMatch(line::contains))
                        || (Stream.of(UNSEEN, UNSEEN_COPIES, UNPROVEN).anyMatch(line::contains)
                                && kills() > 0
                                && isCopyOf(line.split(",", 3)[1], path)));
    }

    private static boolean isCopyOf(String requested, String path) {
        Matcher number = NUMBER.matcher(path);
        return number.find() && path.substring(0, number.start()).equals(requested);
    }

    private void add(String what, Set<String> paths) {
        if (!paths.isEmpty()) {
            problems.add(what + " " + paths);
        }
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

    /** Number of duplicated and renamed folders whose dirIDs a row names, and of those below them. */
    long reported() {
        return reported;
    }
}
