package io.github.pantree.schedule;

import io.github.pantree.support.ManifestFileNames;
import io.github.pantree.support.Messages;
import io.github.pantree.support.ResultFileNames;
import io.github.pantree.support.Sha256;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder into which users put manifests. A complete file is moved to {@code working/}, and in the end to {@code
 * done/} or {@code failed/}, together with its results, which are named after it.
 *
 * <p>Invariant: a manifest is in exactly one of the four folders, since it is only renamed, and moved to the last
 * folder after its results. Therefore files that a crash leaves in {@code working/} are claimed again.
 */
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private static final String WORKING = "working";
    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(200);

    private final Path folder;
    private final Duration stableFor;
    private final TimeSource timing;
    private final BooleanSupplier stopped;

    /** @param hash empty if the content was not read */
    record FileVersion(long size, FileTime changed, String hash) {}

    /** The current version of a file, with its content. */
    static FileVersion version(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return new FileVersion(
                now.size(), now.lastModifiedTime(), HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Names the folder.
     *
     * @param stableFor how long size and modification time of a file must be unchanged before it is claimed
     * @param stopped whether the process is to stop: then no further file is claimed
     */
    Inbox(Path folder, Duration stableFor, TimeSource timing, BooleanSupplier stopped) {
        this.folder = folder;
        this.stableFor = stableFor;
        this.timing = timing;
        this.stopped = stopped;
    }

    /**
     * Claims the manifests: first those left in {@code working/}, then the others, each sorted by name.
     *
     * @return their new locations
     */
    List<Path> claim() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Path> claimed = new ArrayList<>(filesIn(working()));
        for (Path file : stable()) {
            move(file, working()).ifPresent(claimed::add);
        }
        return claimed;
    }

    /** Whether a manifest was claimed from this inbox. */
    boolean contains(Path manifest) {
        return working().equals(manifest.getParent());
    }

    private Path working() {
        return folder.resolve(WORKING);
    }

    private List<Path> stable() throws IOException, InterruptedException {
        Map<Path, FileVersion> first = scan();
        Duration waited = first.isEmpty() ? stableFor : Duration.ZERO;
        while (waited.compareTo(stableFor) < 0 && !stopped.getAsBoolean()) {
            timing.sleep(BETWEEN_CHECKS);
            waited = waited.plus(BETWEEN_CHECKS);
        }
        Map<Path, FileVersion> now = stopped.getAsBoolean() ? Map.of() : scan();
        List<Path> stable = new ArrayList<>();
        first.forEach((file, seen) -> {
            if (seen.equals(now.get(file))) {
                stable.add(file);
            } else if (now.containsKey(file)) {
                log.info("{}", Messages.format("inbox.incomplete", file));
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

    /** Manifests sorted by name; files that are being written or are open in an editor have other kinds of names. */
    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> isManifest(name(file)) && isAddressable(name(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isManifest(String name) {
        return name.lastIndexOf('.') > 0
                && !name.startsWith(".")
                && !name.startsWith("~")
                && name.chars().noneMatch(Character::isISOControl)
                && ManifestFileNames.matches(name);
    }

    /** Whether this process can create a file of the name; without a UTF-8 locale, not of a Chinese one. */
    private static boolean isAddressable(String name) {
        try {
            return !Path.of(name).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Names of manifests that this process cannot move; printable. */
    Set<String> unaddressableFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isManifest(name(file)) && !isAddressable(name(file)))
                    .map(Path::toString)
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }
    }

    /** Names of files that are neither manifests nor temporary files; printable. */
    Set<String> unsupportedFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !Files.isDirectory(file) || isManifest(name(file)))
                    .filter(file -> !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isManifest(name(file)))
                    .filter(file -> !name(file).startsWith(".") && !name(file).startsWith("~"))
                    .filter(file -> !Set.of("part", "tmp", "crdownload", "filepart")
                            .contains(ManifestFileNames.extension(name(file))))
                    .map(file -> file.toString().replaceAll("\\p{Cntrl}", "?"))
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Moves a manifest to its final folder, with its results.
     *
     * @param good whether to {@code done/} or to {@code failed/}
     * @param results the folder of the result files; existing ones are copied
     * @return the new location
     */
    Path finish(Path manifest, boolean good, Optional<Path> results) throws IOException {
        deleteCopiedResults(manifest);
        Path target = folder.resolve(good ? DONE : FAILED);
        // A link to a folder counts as a folder.
        if (!Files.isDirectory(target)) {
            Files.createDirectories(target);
        }
        String name = UnusedNames.choose(name(manifest), target);
        Path mark = copyMark(manifest);
        if (results.isPresent()) {
            Files.writeString(mark, target.getFileName() + "/" + UnusedNames.stem(name));
            for (String result : ResultFileNames.OF_RUN) {
                DurableFiles.copyIfPresent(
                        results.get().resolve(result), target.resolve(UnusedNames.stem(name) + "." + result));
            }
        }
        Files.deleteIfExists(mark);
        Path moved = DurableFiles.move(manifest, target.resolve(name));
        Files.deleteIfExists(defectMark(manifest));
        return moved;
    }

    /** Deletes what a process that died had copied of the results of a manifest, which has not been moved. */
    private void deleteCopiedResults(Path manifest) throws IOException {
        Path mark = copyMark(manifest);
        if (Files.notExists(mark)) {
            return;
        }
        Path copied = Path.of(Files.readString(mark));
        String stem = name(copied);
        for (String parent : Set.of(DONE, FAILED)) {
            Path target = folder.resolve(parent);
            if (copied.equals(Path.of(parent, stem)) && !UnusedNames.hasManifest(stem, target)) {
                for (String result : ResultFileNames.OF_RUN) {
                    Files.deleteIfExists(target.resolve(stem + "." + result));
                }
            }
        }
        Files.delete(mark);
    }

    /** Contains the folder and the stem of the results that are being copied. */
    private static Path copyMark(Path manifest) {
        return manifest.resolveSibling("." + name(manifest) + ".copying");
    }

    /**
     * Records that the processing of a manifest ended in a defect of the program. The second time, it is moved to
     * {@code failed/}, so that it does not block the others forever.
     *
     * @return the new location; empty if it stays and is claimed again
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

    private Optional<Path> move(Path file, Path target) throws IOException {
        Files.createDirectories(target);
        try {
            return Optional.of(Files.move(
                    file, target.resolve(UnusedNames.choose(name(file), target)), StandardCopyOption.ATOMIC_MOVE));
        } catch (NoSuchFileException | FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            log.warn("{}", Messages.format("inbox.unclaimed", file, e.getClass().getSimpleName()));
            return Optional.empty();
        }
    }
}
