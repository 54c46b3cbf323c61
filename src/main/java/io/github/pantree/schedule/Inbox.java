package io.github.pantree.schedule;

import io.github.pantree.support.Messages;
import io.github.pantree.support.Sha256;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
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
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
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
 * A folder into which people drop manifests. A file that is complete is moved to {@code working/}, and ends in
 * {@code done/} or {@code failed/} beside its results, which are named after it.
 *
 * <p>Invariant: a manifest is in exactly one of the four folders, since it is only ever renamed, and it is moved to the
 * last folder after its results are there. So what a crash leaves in {@code working/} is claimed again.
 */
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private static final Set<String> KINDS = Set.of("csv", "tsv", "txt", "xlsx", "xls");
    private static final List<String> RESULTS = List.of("result.csv", "rejects.csv", "problems.csv", "summary.json");
    private static final String WORKING = "working";
    /** Bytes; file systems allow names of 255, and the suffixes of results and duplicates add to it. */
    private static final int LONGEST_STEM = 200;

    private static final int MOST_DUPLICATES = 10_000;

    private final Path folder;
    private final Duration stableFor;
    private final TimeSource timing;

    /** @param hash empty if the content was not read */
    record FileVersion(long size, FileTime changed, String hash) {}

    /** A file as it is now, with its content. */
    static FileVersion version(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return new FileVersion(
                now.size(), now.lastModifiedTime(), HexFormat.of().formatHex(digest.digest()));
    }

    /** @param stableFor how long size and time of a file have to stay the same before it is claimed */
    Inbox(Path folder, Duration stableFor, TimeSource timing) {
        this.folder = folder;
        this.stableFor = stableFor;
        this.timing = timing;
    }

    /**
     * Claims the manifests: those left in {@code working/} first, then the others, each by name.
     *
     * @return where they are now
     */
    List<Path> claim() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Path> claimed = new ArrayList<>(filesIn(working()));
        for (Path file : stable()) {
            move(file, working()).ifPresent(claimed::add);
        }
        return claimed;
    }

    /** Whether a manifest of this inbox is claimed. */
    boolean contains(Path manifest) {
        return working().equals(manifest.getParent());
    }

    private Path working() {
        return folder.resolve(WORKING);
    }

    private List<Path> stable() throws IOException, InterruptedException {
        Map<Path, FileVersion> first = scan();
        if (!first.isEmpty()) {
            timing.sleep(stableFor);
        }
        Map<Path, FileVersion> now = scan();
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

    private Map<Path, FileVersion> scan() throws IOException {
        Map<Path, FileVersion> seen = new LinkedHashMap<>();
        for (Path file : filesIn(folder)) {
            if (!Files.isReadable(file)) {
                log.warn("{}", Messages.format("inbox.unreadable", file));
                continue;
            }
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                seen.put(file, new FileVersion(now.size(), now.lastModifiedTime(), ""));
            } catch (NoSuchFileException e) {
                log.debug("Deleted meanwhile: {}", file);
            }
        }
        return seen;
    }

    /** Manifests by name; a file that is being written, or is open in an editor, has another kind of name. */
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

    /** Files that are neither manifests nor temporary files by their names; printable. */
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
     * Moves a manifest to its last folder, with its results.
     *
     * @param good whether to {@code done/}, else to {@code failed/}
     * @param results where the result files are; those that are there are copied
     * @return where it is now
     */
    Path finish(Path manifest, boolean good, Optional<Path> results) throws IOException {
        Path target = folder.resolve(good ? "done" : "failed");
        // A link to a folder is one, too.
        if (!Files.isDirectory(target)) {
            Files.createDirectories(target);
        }
        String name = freeName(name(manifest), target);
        if (results.isPresent()) {
            for (String result : RESULTS) {
                DurableFiles.copyIfPresent(results.get().resolve(result), target.resolve(stem(name) + "." + result));
            }
        }
        Path moved = DurableFiles.move(manifest, target.resolve(name));
        Files.deleteIfExists(defectMark(manifest));
        return moved;
    }

    /**
     * Notes that the processing of a manifest ended in a defect of the program. The second time it goes to {@code
     * failed/}, so that it does not block the others forever.
     *
     * @return where it is then; empty if it stays, to be claimed again
     */
    Optional<Path> noteDefect(Path manifest) throws IOException {
        Path mark = defectMark(manifest);
        if (Files.notExists(mark)) {
            Files.createFile(mark);
            return Optional.empty();
        }
        return Optional.of(finish(manifest, false, Optional.empty()));
    }

    private static Path defectMark(Path manifest) {
        return manifest.resolveSibling("." + name(manifest) + ".defect");
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** A free name; a very long one is truncated, since those of its results are longer. */
    private static String freeName(String name, Path target) {
        String ending = name.substring(stem(name).length());
        String stem = shortened(stem(name));
        return Stream.iterate(1, count -> count < MOST_DUPLICATES, count -> count + 1)
                .map(count -> count == 1 ? stem : stem + "-" + count)
                .filter(free -> isFree(free, target) || isLeftOver(free, name, target))
                .map(free -> free + ending)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(target + " holds too many files named " + name));
    }

    /** Whether no manifest of that stem and none of its results is there: nothing is ever replaced. */
    private static boolean isFree(String stem, Path target) {
        return Stream.concat(KINDS.stream(), RESULTS.stream())
                .allMatch(ending -> Files.notExists(target.resolve(stem + "." + ending)));
    }

    /**
     * Whether what is there are the results of this very manifest, whose process died before it was moved beside them.
     */
    private static boolean isLeftOver(String stem, String name, Path target) {
        Path summary = target.resolve(stem + ".summary.json");
        try {
            return KINDS.stream().allMatch(kind -> Files.notExists(target.resolve(stem + "." + kind)))
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

    private Optional<Path> move(Path file, Path target) throws IOException {
        Files.createDirectories(target);
        try {
            return Optional.of(
                    Files.move(file, target.resolve(freeName(name(file), target)), StandardCopyOption.ATOMIC_MOVE));
        } catch (NoSuchFileException | FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            log.warn("{}", Messages.format("inbox.kept", file, e.getClass().getSimpleName()));
            return Optional.empty();
        }
    }
}
