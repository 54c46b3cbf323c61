package io.github.pantree.provisioning.settings;

import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A job definition, read from {@code jobs/NAME.yml}.
 *
 * @param name the file name without its extension
 * @param shared whether its runs are stored in a database that other processes use
 * @param notifications destinations of notifications about its runs
 */
public record JobDefinition(
        String name, Path file, JobSettings settings, boolean shared, NotificationSettings notifications) {

    private static final List<String> ENDINGS = List.of(".yml", ".yaml");

    /**
     * Reads a job definition, without opening anything.
     *
     * @param options properties that override those of the file
     * @throws InvalidSettingException if the file is not valid YAML, or contains unknown settings or invalid values
     */
    public static JobDefinition read(Path file, Map<String, String> options) {
        ConfigurableEnvironment environment = SettingsBinder.environment(options, file);
        SettingsBinder.check(environment);
        return new JobDefinition(
                name(file),
                file,
                SettingsBinder.bind(environment, JobSettings.class),
                !environment.getProperty("spring.datasource.url", "").isBlank(),
                NotificationSettings.from(environment));
    }

    /** The name of the job whose definition is a file. */
    public static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    /** A home with its own database is used by one process, and by one run, at a time; empty for a shared one. */
    public Optional<Path> lockedHome() {
        return shared ? Optional.empty() : Optional.of(settings.home());
    }

    /** Whether runs of both use the same account and the same home, so that they wait for each other. */
    public boolean hasSameAccountAndHome(JobDefinition other) {
        return Objects.equals(settings.account(), other.settings.account())
                && lockedHome().equals(other.lockedHome());
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
     * The only manifest in the settings; empty if they name none.
     *
     * @throws InvalidSettingException if they name an inbox or several files
     */
    public static Optional<Path> onlyManifest(JobSettings settings) {
        List<Path> manifests = settings.manifests();
        if (settings.inbox() != null || manifests.size() > 1 || (settings.manifest() != null && manifests.isEmpty())) {
            throw InvalidSettingException.of("MANIFEST", settings.source(), "several");
        }
        return manifests.stream().findFirst();
    }
}
