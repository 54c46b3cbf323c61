package io.github.pantree.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Creates files that only their owner can read, and that are never visible in an incomplete state.
 *
 * <p>On a file system without POSIX permissions, the inherited rights of the folder apply.
 */
public final class OwnerOnlyFiles {

    private static final String OWNER_ONLY = "rw-------";
    private static final String FOLDER_OWNER_ONLY = "rwx------";

    private static final String TEMPORARY = ".tmp";
    private static final Pattern PROCESS = Pattern.compile("(\\d{1,18})\\.\\d+(\\.tmp)?");

    private static final Logger log = LoggerFactory.getLogger(OwnerOnlyFiles.class);

    private OwnerOnlyFiles() {}

    /** Writes the content of a file; an {@link UncheckedIOException} is rethrown as its cause. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    /**
     * Creates a folder and its missing parents with owner-only permissions; an existing folder keeps its permissions.
     */
    public static void createFolder(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path parent = absolute.getParent();
        if (parent != null) {
            createFolder(parent);
        }
        try {
            Files.createDirectory(absolute, attributes(absolute, FOLDER_OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(absolute)) {
                throw e;
            }
        }
    }

    /**
     * Whether a folder in a location that others can write to belongs to this user alone: it is not a link, is owned by
     * this user, and grants no rights to others, who could otherwise put links into it.
     */
    public static boolean isOwn(Path folder) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
        }
        PosixFileAttributes found = view.readAttributes();
        return found.isDirectory()
                && PosixFilePermissions.fromString(FOLDER_OWNER_ONLY).containsAll(found.permissions())
                && found.owner().equals(currentUser());
    }

    /** Determined from a file, since the user of a container may have no name. */
    private static UserPrincipal currentUser() throws IOException {
        Path probe = Files.createTempFile("pantree", ".tmp");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    /** Creates an empty file with owner-only permissions, unless it exists. */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file, OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
    }

    /** Restricts access to a file to its owner; for files written by libraries. */
    public static void restrict(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(OWNER_ONLY));
        }
    }

    /** Replaces a file atomically: a reader sees either the old or the new content. */
    public static void replace(Path file, Content content) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        String prefix = "." + file.getFileName() + ".";
        deleteAbandoned(folder, prefix);
        Path temporary =
                Files.createTempFile(folder, prefix + ProcessHandle.current().pid() + ".", TEMPORARY);
        try {
            content.writeTo(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Creates a folder in the temporary directory, and deletes those that killed processes left there. */
    public static Path createTemporaryFolder(String name) throws IOException {
        deleteAbandoned(Path.of(System.getProperty("java.io.tmpdir")), name + ".");
        return Files.createTempDirectory(name + "." + ProcessHandle.current().pid() + ".");
    }

    /** The names begin with the prefix and the number of the process that created them. */
    private static void deleteAbandoned(Path folder, String prefix) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, path -> isAbandoned(path, prefix))) {
            for (Path entry : entries) {
                FileSystemUtils.deleteRecursively(entry);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Such as a folder of another user; the next process tries again.
            log.debug("Not all of {} was deleted", folder.resolve(prefix), e);
        }
    }

    private static boolean isAbandoned(Path path, String prefix) {
        String name = String.valueOf(path.getFileName());
        if (!name.startsWith(prefix)) {
            return false;
        }
        Matcher process = PROCESS.matcher(name.substring(prefix.length()));
        return process.matches()
                && ProcessHandle.of(Long.parseLong(process.group(1))).isEmpty();
    }

    private static FileAttribute<?>[] attributes(Path path, String rights) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        FileStore store = Files.getFileStore(parent == null ? path : parent);
        return store.supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
