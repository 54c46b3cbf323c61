package io.github.pantree.console.upload;

import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.provisioning.plan.PlanTree;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Json;
import io.github.pantree.support.ManifestFileNames;
import io.github.pantree.support.MessageTranslator;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;

/**
 * The uploads of a home, a folder each. All names of files and folders are our own: what a browser sends is only ever
 * compared with them.
 */
public final class UploadStore {

    private static final Logger log = LoggerFactory.getLogger(UploadStore.class);

    private static final String STATE = "state.json";
    private static final String PROBLEMS = "problems.json";
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-", Locale.ROOT);
    private static final int LONGEST_NAME = 255;

    private final Path folder;
    private final TimeSource timing;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    /** A problem, warning or note about a manifest, as people read it. */
    public record Finding(long line, String severity, String what, String value, String rule, String remedy) {

        /** In the language of this thread, which may not be that of the user who uploaded the manifest. */
        Finding translated() {
            return new Finding(
                    line,
                    severity,
                    MessageTranslator.translate(what),
                    value,
                    MessageTranslator.translate(rule),
                    MessageTranslator.translate(remedy));
        }
    }

    /**
     * Opens the store. Plans and runs that were interrupted by the end of the process have failed, and can be started
     * again.
     *
     * @param folder its folder; created if it is missing
     */
    public UploadStore(Path folder, TimeSource timing) throws IOException {
        this.folder = folder;
        this.timing = timing;
        OwnerOnlyFiles.createFolder(folder);
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path one : folders.toList()) {
                read(one).ifPresent(upload -> uploads.put(upload.id(), upload));
            }
        }
    }

    private static Optional<Upload> read(Path one) {
        try {
            Path state = one.resolve(STATE);
            Upload upload = Files.isRegularFile(state) ? Json.read(Files.readString(state), Upload.class) : null;
            return Optional.ofNullable(upload)
                    .filter(found -> found.id().equals(String.valueOf(one.getFileName())))
                    .map(found ->
                            found.phase().isActive() ? found.failed(Messages.format("console.interrupted")) : found);
        } catch (IOException | JacksonException e) {
            log.debug("Unreadable: {}", one, e);
            return Optional.empty();
        }
    }

    /** All uploads, the newest first. */
    public List<Upload> all() {
        return uploads.values().stream()
                .sorted(Comparator.comparing(Upload::at).reversed())
                .toList();
    }

    public Optional<Upload> find(String id) {
        return Optional.ofNullable(uploads.get(id));
    }

    /** Whether a file of that name can be a manifest. */
    public static boolean isManifest(String name) {
        return ManifestFileNames.matches(name);
    }

    /**
     * Stores a manifest.
     *
     * @param name as the browser sent it, of a kind for which {@link #isManifest} is true
     * @param parent see {@link Upload#parent()}
     * @param content of any size: the server limits it
     */
    public Upload add(String name, String by, Locale language, String parent, InputStream content) throws IOException {
        String id = newId();
        Path own = folder.resolve(id);
        Upload upload = new Upload(
                id,
                shown(name),
                "manifest." + ManifestFileNames.extension(name),
                by,
                language.getLanguage().equals("zh") ? "zh" : "en",
                parent,
                timing.now(),
                Phase.WAITING,
                null,
                0,
                0,
                null,
                null);
        OwnerOnlyFiles.createFolder(own);
        try {
            copy(content, own.resolve(upload.file()));
            save(upload);
        } catch (IOException | RuntimeException e) {
            FileSystemUtils.deleteRecursively(own);
            throw e;
        }
        return upload;
    }

    private String newId() {
        byte[] suffix = new byte[4];
        random.nextBytes(suffix);
        return ID.format(timing.now().atZone(ZoneId.systemDefault()))
                + HexFormat.of().formatHex(suffix);
    }

    /** The last part of a path, which some browsers send. */
    private static String shown(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.codePointCount(0, last.length()) <= LONGEST_NAME
                ? last
                : last.substring(0, last.offsetByCodePoints(0, LONGEST_NAME));
    }

    private static void copy(InputStream content, Path file) throws IOException {
        OwnerOnlyFiles.createFile(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            content.transferTo(out);
        }
    }

    private void save(Upload upload) throws IOException {
        OwnerOnlyFiles.replace(
                folder(upload).resolve(STATE), file -> Files.writeString(file, Json.write(upload) + "\n"));
        uploads.put(upload.id(), upload);
    }

    /** Changes an existing upload; a state that cannot be written is kept in memory. */
    synchronized Upload update(String id, UnaryOperator<Upload> change) {
        Upload changed = change.apply(find(id).orElseThrow());
        try {
            save(changed);
        } catch (IOException e) {
            log.warn("{}", Messages.format("console.unsaved", id, FileSystemErrors.describe(e)));
            uploads.put(id, changed);
        }
        return changed;
    }

    /** Deletes an upload with its plan; results of runs stay. */
    synchronized void delete(Upload upload) throws IOException {
        uploads.remove(upload.id());
        FileSystemUtils.deleteRecursively(folder(upload));
    }

    /** The folder of an upload; its plan is there, too. */
    Path folder(Upload upload) {
        return folder.resolve(upload.id());
    }

    Path manifest(Upload upload) {
        return folder(upload).resolve(upload.file());
    }

    /** A text in which the manifest has the name that its user knows. */
    String withTitle(Upload upload, String text) {
        return text.replace(manifest(upload).toString(), upload.title());
    }

    /** Its file of a fixed name; empty if it has none. */
    public Optional<Path> file(Upload upload, String name) {
        return Optional.of(folder(upload).resolve(name)).filter(Files::isRegularFile);
    }

    public PlanTree tree(Upload upload) {
        return PlanTree.in(folder(upload));
    }

    void saveFindings(Upload upload, List<Finding> findings) throws IOException {
        OwnerOnlyFiles.replace(folder(upload).resolve(PROBLEMS), file -> Files.writeString(file, Json.write(findings)));
    }

    /** The first problems, warnings and notes. */
    public List<Finding> findings(Upload upload) throws IOException {
        Path file = folder(upload).resolve(PROBLEMS);
        return Files.isRegularFile(file)
                ? Stream.of(Json.read(Files.readString(file), Finding[].class))
                        .map(Finding::translated)
                        .toList()
                : List.of();
    }
}
