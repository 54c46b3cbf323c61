package io.github.pantree.schedule;

import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.support.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Manifests given by a path or a glob pattern; they are not moved. */
final class GlobInput implements JobInput {

    private final JobDefinition job;
    private final @Nullable String out;

    /** @param out the folder of the results, which contains no manifests */
    GlobInput(JobDefinition job, @Nullable String out) {
        this.job = job;
        this.out = out;
    }

    @Override
    public List<Path> claim() {
        if (job.settings().source().isEmpty()) {
            throw invalid("", "source");
        }
        List<Path> manifests = job.settings().manifests();
        if (out == null || manifests.size() < 2) {
            return manifests;
        }
        Path results = Path.of(out).toAbsolutePath().normalize();
        return manifests.stream()
                .filter(manifest -> !manifest.toAbsolutePath().normalize().startsWith(results))
                .toList();
    }

    /** @throws InvalidSettingException if the manifest cannot be read, since the definition names it */
    @Override
    public Optional<Path> rejectUnreadable(Path manifest) {
        if (!Files.isRegularFile(manifest) || !Files.isReadable(manifest)) {
            throw invalid(manifest.toAbsolutePath().toString(), "readable");
        }
        return Optional.empty();
    }

    private InvalidSettingException invalid(String value, String key) {
        return InvalidSettingException.of(job.file() + ": pantree.manifest", value, key);
    }
}
