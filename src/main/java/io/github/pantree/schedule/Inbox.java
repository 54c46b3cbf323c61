package io.github.pantree.schedule;

import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder into which people drop manifests. A file that is all there is moved to {@code working/}, and ends in {@code done/}
 * or {@code failed/} beside its results, which are named after it.
 *
 * <p>Invariant: a manifest is in exactly one of the four places, since it is moved by renaming alone, and its own move to
 * the last place comes after its results are there. So what a crash leaves in {@code working/} is taken up again.
 */
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private static final Set<String> KINDS = Set.of("csv", "tsv", "txt", "xlsx", "xls");
    private static final List<String> RESULTS = List.of("result.csv", "rejects.csv", "problems.csv", "summary.json");
    private static final String WORKING = "working";
    /** Bytes; file systems take names of 255, and results and namesakes add to it. */
    private static final int LONGEST_STEM = 200;

    private static final int MOST_NAMESAKES = 10_000;

    private final Path folder;
    private final Duration stableFor;
    private final TimeSource timing;

    private record Seen(long size, FileTime changed) {}

    /** @param stableFor how long size and time of a file have to stay the same before it is taken */
    Inbox(Path folder, Duration stableFor, TimeSource timing) {
        this.folder = folder;
        this.stableFor = stableFor;
        this.timing = timing;
    }

    /**
     * Takes what has come: those left in {@code working/} first, then the others, each by name.
     *
     * @return where they are now
     */
    List<Path> claim() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Path> taken = new ArrayList<>(filesIn(working()));
        for (Path file : stable()) {
            move(file, working()).ifPresent(taken::add);
        }
        return taken;
    }

    /** Whether a manifest is one of this inbox that is worked on. */
    boolean contains(Path manifest) {
        return working().equals(manifest.getParent());
    }

    private Path working() {
        return folder.resolve(WORKING);
    }

    private List<Path> stable() throws IOException, InterruptedException {
        Map<Path, Seen> first = scan();
        if (!first.isEmpty()) {
            timing.sleep(stableFor);
        }
        Map<Path, Seen> now = scan();
        List<Path> stable = new ArrayList<>();
        first.forEach((file, seen) -> {
            if (seen.equals(now.get(file))) {
                stable.add(file);
            } else if (now.containsKey(file)) {
                log.info("{}", Messages.format("inbox.growing", file));
            }
        });
        return stable;
    }

    private Map<Path, Seen> scan() throws IOException {
        Map<Path, Seen> seen = new LinkedHashMap<>();
        for (Path file : filesIn(folder)) {
            if (!Files.isReadable(file)) {
                log.warn("{}", Messages.format("inbox.unreadable", file));
                continue;
            }
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                seen.put(file, new Seen(now.size(), now.lastModifiedTime()));
            } catch (NoSuchFileException e) {
                log.debug("Gone between two looks: {}", file);
            }
        }
        return seen;
    }

    /** Manifests by name; what somebody still writes, or has open, has another kind of name. */
    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> isManifest(name(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isManifest(String name) {
        return name.lastIndexOf('.') > 0
                && !name.startsWith(".")
                && !name.startsWith("~")
                && name.chars().noneMatch(Character::isISOControl)
                && KINDS.contains(ending(name).toLowerCase(Locale.ROOT));
    }

    /** What lies in the folder and is no manifest by its name, but none of what is left alone for a while either; printable. */
    Set<String> unsupportedFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !Files.isDirectory(file) || isManifest(name(file)))
                    .filter(file -> !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isManifest(name(file)))
                    .filter(file -> !name(file).startsWith(".") && !name(file).startsWith("~"))
                    .filter(file -> !Set.of("part", "tmp", "crdownload", "filepart")
                            .contains(ending(name(file)).toLowerCase(Locale.ROOT)))
                    .map(file -> file.toString().replaceAll("\\p{Cntrl}", "?"))
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Moves a manifest to its last place, with what came of it.
     *
     * @param good whether to {@code done/}, else to {@code failed/}
     * @param results where the result files are; those that are there are copied
     * @return where it is now
     */
    Path finish(Path manifest, boolean good, Optional<Path> results) throws IOException {
        Path place = folder.resolve(good ? "done" : "failed");
        Files.createDirectories(place);
        String name = freeName(name(manifest), place);
        if (results.isPresent()) {
            for (String result : RESULTS) {
                copy(results.get().resolve(result), place.resolve(stem(name) + "." + result));
            }
        }
        return Files.move(manifest, place.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isRegularFile(from)) {
            return;
        }
        Path temporary = to.resolveSibling("." + to.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Files.copy(from, temporary);
        OwnerOnlyFiles.restrict(temporary);
        Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** A name that is not taken; a very long one is cut, since those of its results are longer. */
    private static String freeName(String name, Path place) {
        String ending = name.substring(stem(name).length());
        String stem = shortened(stem(name));
        return Stream.iterate(1, count -> count < MOST_NAMESAKES, count -> count + 1)
                .map(count -> count == 1 ? stem : stem + "-" + count)
                .filter(free -> isFree(free, place) || isLeftOver(free, name, place))
                .map(free -> free + ending)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(place + " holds too many files named " + name));
    }

    /** Whether nothing there is called as a manifest of that stem, or as one of its results: nothing is ever replaced. */
    private static boolean isFree(String stem, Path place) {
        return Stream.concat(KINDS.stream(), RESULTS.stream())
                .allMatch(ending -> Files.notExists(place.resolve(stem + "." + ending)));
    }

    /** Whether what is there are the results of this very manifest, whose process died before it was moved beside them. */
    private static boolean isLeftOver(String stem, String name, Path place) {
        Path summary = place.resolve(stem + ".summary.json");
        try {
            return KINDS.stream().allMatch(kind -> Files.notExists(place.resolve(stem + "." + kind)))
                    && Files.isRegularFile(summary)
                    && Files.readString(summary).contains("/" + WORKING + "/" + name + "\"");
        } catch (IOException e) {
            log.debug("Not read: {}", summary, e);
            return false;
        }
    }

    private static String shortened(String stem) {
        int end = stem.length();
        while (stem.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_STEM) {
            end = stem.offsetByCodePoints(end, -1);
        }
        return stem.substring(0, end);
    }

    private Optional<Path> move(Path file, Path place) throws IOException {
        Files.createDirectories(place);
        try {
            return Optional.of(
                    Files.move(file, place.resolve(freeName(name(file), place)), StandardCopyOption.ATOMIC_MOVE));
        } catch (NoSuchFileException | FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            log.warn("{}", Messages.format("inbox.kept", file, e.getClass().getSimpleName()));
            return Optional.empty();
        }
    }
}
