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
 * A list in any of the ways in which people write lists results in its folders, and one that is no manifest in a
 * problem: never in other folders. Every failure reports the seed that repeats it: {@code -Dpantree.fuzz.seed=N}.
 */
final class GeneratedManifestTests {

    private static final long SEED = Long.getLong("pantree.fuzz.seed", 1);
    private static final int LISTS = Integer.getInteger("pantree.fuzz.lists", 400);
    private static final int MOST_STEPS = 100;

    /** @param problem the first one; null without any */
    private record Result(Set<String> paths, @Nullable Problem problem) {}

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
            boolean right = list.valid()
                    ? result.problem() == null && result.paths().equals(list.paths())
                    : result.problem() != null;
            if (!right) {
                wrong.add("seed %d, %s: %s expected, but %s".formatted(seed, list.description(), list.paths(), result));
            }
        }
        System.out.printf("%d lists of %d kinds: %s%n", LISTS, kinds.size(), kinds);
        assertThat(wrong).isEmpty();
    }

    private static Result read(Path file) throws IOException {
        Map<String, FolderRequest> requests = new HashMap<>();
        try (Manifest.Rows rows =
                new ManifestReader(ManifestOptions.AUTO_DETECT).open(file).rows()) {
            for (ManifestRow row = rows.next(); row != null; row = rows.next()) {
                for (Problem problem : row.problems()) {
                    if (problem.severity() == Severity.PROBLEM) {
                        return new Result(Set.of(), problem);
                    }
                }
                row.entries().forEach(request -> requests.put(request.key(), request));
            }
        } catch (InvalidManifestException e) {
            return new Result(Set.of(), e.problem());
        }
        Set<String> paths = new TreeSet<>();
        for (FolderRequest request : requests.values()) {
            String path = path(request, requests);
            if (path == null) {
                return new Result(Set.of(), Problem.of(1, request.column(), "row.cycle", request.key()));
            }
            paths.add(path);
        }
        return new Result(paths, null);
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
