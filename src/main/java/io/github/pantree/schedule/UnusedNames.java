package io.github.pantree.schedule;

import io.github.pantree.support.ManifestFileNames;
import io.github.pantree.support.ResultFileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names for manifests and their results in a folder where nothing is ever replaced. */
final class UnusedNames {

    private static final Logger log = LoggerFactory.getLogger(UnusedNames.class);

    /** In bytes; file systems allow names of 255 bytes, including the suffixes of results and duplicates. */
    private static final int LONGEST_STEM = 200;

    private static final int MOST_DUPLICATES = 10_000;

    private UnusedNames() {}

    /**
     * Chooses the name itself or, if it is in use, one with a number; a very long name is truncated, since the names of
     * its results are longer.
     *
     * @param results the folder of the results that are to stand beside the manifest; empty if there are none
     */
    static String choose(String name, Path folder, Optional<Path> results) {
        String ending = name.substring(stem(name).length());
        String stem = shortened(stem(name));
        return Stream.iterate(1, count -> count < MOST_DUPLICATES, count -> count + 1)
                .map(count -> count == 1 ? stem : stem + "-" + count)
                .filter(free -> isUnused(free, folder) || isLeftOver(free, folder, results))
                .map(free -> free + ending)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(folder + " holds too many files named " + name));
    }

    /** A file name without its ending. */
    static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String shortened(String stem) {
        int end = stem.length();
        while (stem.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_STEM) {
            end = stem.offsetByCodePoints(end, -1);
        }
        return stem.substring(0, end);
    }

    /** Whether there is neither a manifest with this stem nor any result of it. */
    private static boolean isUnused(String stem, Path folder) {
        return !hasManifest(stem, folder)
                && ResultFileNames.OF_RUN.stream()
                        .allMatch(result -> Files.notExists(folder.resolve(stem + "." + result)));
    }

    /** Whether these very results are there, since a process died before it moved their manifest. */
    private static boolean isLeftOver(String stem, Path folder, Optional<Path> results) {
        Path copy = folder.resolve(stem + "." + ResultFileNames.SUMMARY);
        if (results.isEmpty() || Files.notExists(copy) || hasManifest(stem, folder)) {
            return false;
        }
        try {
            return Files.mismatch(results.get().resolve(ResultFileNames.SUMMARY), copy) < 0;
        } catch (IOException e) {
            log.debug("Not compared: {}", copy, e);
            return false;
        }
    }

    private static boolean hasManifest(String stem, Path folder) {
        return !ManifestFileNames.EXTENSIONS.stream()
                .allMatch(kind -> Files.notExists(folder.resolve(stem + "." + kind)));
    }
}
