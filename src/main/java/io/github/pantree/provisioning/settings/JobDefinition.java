package io.github.pantree.provisioning.settings;

import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A job definition, read from {@code jobs/NAME.yml}.
 *
 * @param name the file name without its extension
 * @param shared whether its runs are stored in a database that other processes use
 * @param notices destinations of notifications about its runs
 */
public record JobDefinition(
        String name, Path file, JobSettings settings, boolean shared, NotificationSettings notices) {

    private static final List<String> ENDINGS = List.of(".yml", ".yaml");
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
    /** Any number of folders, outside of braces, which cannot be nested. */
    private static final Pattern FOLDERS = Pattern.compile("(?<![^/])\\*\\*/(?![^{]*})");

    /**
     * Reads a job definition, without opening anything.
     *
     * @param options properties that override those of the file
     * @throws InvalidSettingException if the file is not valid YAML, or contains unknown settings or invalid values
     */
    public static JobDefinition read(Path file, Map<String, String> options) {
        ConfigurableEnvironment environment = SettingsBinder.environment(options, file);
        SettingsBinder.check(environment);
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        return new JobDefinition(
                name,
                file,
                SettingsBinder.bind(environment, JobSettings.class),
                !environment.getProperty("spring.datasource.url", "").isBlank(),
                NotificationSettings.from(environment));
    }

    /**
     * Checks that credentials are configured for a run.
     *
     * @throws InvalidSettingException if they are not
     */
    public static void checkCredentials(Path file, Map<String, String> options) {
        SettingsBinder.checkCredentials(SettingsBinder.environment(options, file));
    }

    /**
     * The file of a job definition.
     *
     * @param job its name, or the path of the file
     * @throws InvalidSettingException if the file does not exist
     */
    public static Path file(String job, Path folder) {
        Path file = ENDINGS.stream().anyMatch(job::endsWith) ? Path.of(job) : folder.resolve(job + ".yml");
        if (!Files.isRegularFile(file)) {
            throw InvalidSettingException.of("--job", job, "job", file.toAbsolutePath());
        }
        return file;
    }

    /** The job definition files in a folder, sorted by name; empty if the folder does not exist. */
    public static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> ENDINGS.stream()
                            .anyMatch(
                                    ending -> String.valueOf(file.getFileName()).endsWith(ending)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FileSystemErrors.describe(e), e);
        }
    }

    /**
     * The manifests that a setting refers to, sorted by name: one file, or the current matches of a glob pattern.
     *
     * @throws InvalidSettingException if the pattern is invalid, or its folder does not exist
     */
    public static List<Path> manifests(@Nullable String setting) {
        if (setting == null) {
            return List.of();
        }
        return GLOB.matcher(setting).find() ? matches(setting) : List.of(Path.of(setting));
    }

    /**
     * The only manifest in the settings; empty if they name none.
     *
     * @throws InvalidSettingException if they name an inbox or several files
     */
    public static Optional<Path> onlyManifest(JobSettings settings) {
        List<Path> manifests = manifests(settings.manifest());
        if (settings.inbox() != null || manifests.size() > 1 || (settings.manifest() != null && manifests.isEmpty())) {
            throw InvalidSettingException.of("MANIFEST", settings.source(), "several");
        }
        return manifests.stream().findFirst();
    }

    /** The folder in which a glob pattern is matched; for a file, the folder that contains it. */
    public static Path base(@Nullable String setting) {
        String text = setting == null ? "" : setting;
        int slash = GLOB.split(text, 2)[0].lastIndexOf('/');
        return slash < 0 ? Path.of("") : Path.of(text.substring(0, slash + 1));
    }

    private static List<Path> matches(String glob) {
        Path folder = base(glob);
        try {
            // As elsewhere, any number of folders includes none; Java would require one.
            String any = FOLDERS.matcher(glob).replaceAll("{**/,}");
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + any);
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile)
                        .filter(matcher::matches)
                        .sorted()
                        .toList();
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw InvalidSettingException.of("pantree.manifest", glob, "glob", folder.toAbsolutePath());
        }
    }
}
