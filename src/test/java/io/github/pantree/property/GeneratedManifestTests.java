package io.github.pantree.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.manifest.InvalidManifestException;
import io.github.pantree.manifest.Manifest;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A list in any of the ways in which people write lists results in its folders, one that is no manifest in a problem,
 * and a doubtful one in a warning: never in other folders without a message. Every failure reports the seed that
 * repeats it: {@code -Dpantree.fuzz.seed=N}.
 */
final class GeneratedManifestTests {

    private static final long SEED = Long.getLong("pantree.fuzz.seed", 1);
    private static final int LISTS = Integer.getInteger("pantree.fuzz.lists", 400);
    private static final int MOST_STEPS = 100;

    /**
     * @param warned whether there is a warning
     * @param problem the first one; null without any
     */
    private record Result(
            Set<String> paths, boolean warned, @Nullable Problem problem) {

        boolean isRightFor(GeneratedManifest list) {
            return switch (list.expected()) {
                case FOLDERS -> problem == null && paths.equals(list.paths());
                case WARNING -> warned || problem != null;
                case PROBLEM -> problem != null;
            };
        }
    }

    @TempDir
    private Path folder;

    @Test
    void aListResultsInItsFoldersOrInAProblem() throws Exception {
        Map<String, Integer> kinds = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (long seed = SEED; seed < SEED + LISTS; seed++) {
            GeneratedManifest list = GeneratedManifest.of(seed);
            kinds.merge(list.description(), 1, Integer::sum);
            Result result = read(Files.write(folder.resolve("list"), list.content()));
            if (!result.isRightFor(list)) {
                wrong.add("seed %d, %s: %s expected, but %s".formatted(seed, list.description(), list.paths(), result));
            }
        }
        System.out.printf("%d lists of %d kinds: %s%n", LISTS, kinds.size(), kinds);
        assertThat(wrong).isEmpty();
    }

    private static Result read(Path file) throws IOException {
        Map<String, FolderRequest> requests = new HashMap<>();
        boolean warned = false;
        try (Manifest.Rows rows =
                new ManifestReader(ManifestOptions.AUTO_DETECT).open(file).rows()) {
            for (ManifestRow row = rows.next(); row != null; row = rows.next()) {
                for (Problem problem : row.problems()) {
                    if (problem.severity() == Severity.PROBLEM) {
                        return new Result(Set.of(), warned, problem);
                    }
                    warned |= problem.severity() == Severity.WARNING;
                }
                row.entries().forEach(request -> requests.put(request.key(), request));
            }
        } catch (InvalidManifestException e) {
            return new Result(Set.of(), warned, e.problem());
        }
        Set<String> paths = new TreeSet<>();
        for (FolderRequest request : requests.values()) {
            String path = path(request, requests);
            if (path == null) {
                return new Result(Set.of(), warned, Problem.of(1, request.column(), "row.cycle", request.key()));
            }
            paths.add(path);
        }
        return new Result(paths, warned, null);
    }

    /** Null if the parents form a cycle, which the ledger reports. */
    private static @Nullable String path(FolderRequest request, Map<String, FolderRequest> requests) {
        String path = "";
        FolderRequest at = request;
        for (int step = 0; at != null; step++) {
            if (step == MOST_STEPS) {
                return null;
            }
            path = "/" + at.name() + path;
            at = requests.get(at.parentKey());
        }
        return path;
    }
}
