package io.github.pantree.schedule;

import io.github.pantree.support.ManifestFileNames;
import io.github.pantree.support.ResultFileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names for manifests and their results in a folder where nothing is ever replaced. */
final class UnusedNames {

    /** In bytes; file systems allow names of 255 bytes, including the suffixes of results and duplicates. */
    private static final int LONGEST_STEM = 200;

    private static final int MOST_DUPLICATES = 10_000;

    private UnusedNames() {}

    /**
     * Chooses the name itself or, if it or the name of one of its results is in use, one with a number; a very long
     * name is truncated, since the names of its results are longer.
     */
    static String choose(String name, Path folder) throws IOException {
        Set<String> used = used(folder);
        String ending = name.substring(stem(name).length());
        String stem = shortened(stem(name));
        return Stream.iterate(1, count -> count < MOST_DUPLICATES, count -> count + 1)
                .map(count -> count == 1 ? stem : stem + "-" + count)
                .filter(free -> !hasManifest(free, used) && !hasResults(free, used))
                .map(free -> free + ending)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(folder + " holds too many files named " + name));
    }

    /** A file name without its ending. */
    static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** Whether a folder contains a manifest with this name, whatever its ending. */
    static boolean hasManifest(String stem, Path folder) throws IOException {
        return hasManifest(stem, used(folder));
    }

    /** The names of the files in lower case, since some file systems do not distinguish it, and endings may differ. */
    private static Set<String> used(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> lowerCase(String.valueOf(file.getFileName())))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean hasManifest(String stem, Set<String> used) {
        return hasAny(stem, ManifestFileNames.EXTENSIONS.stream(), used);
    }

    private static boolean hasResults(String stem, Set<String> used) {
        return hasAny(stem, ResultFileNames.OF_RUN.stream(), used);
    }

    private static boolean hasAny(String stem, Stream<String> endings, Set<String> used) {
        return endings.anyMatch(ending -> used.contains(lowerCase(stem + "." + ending)));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String shortened(String stem) {
        int end = stem.length();
        while (stem.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_STEM) {
            end = stem.offsetByCodePoints(end, -1);
        }
        return stem.substring(0, end);
    }
}
