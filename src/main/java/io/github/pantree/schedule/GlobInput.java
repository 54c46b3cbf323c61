package io.github.pantree.schedule;

import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Manifests that a path or a pattern of paths names; they stay where they are. */
final class GlobInput implements JobInput {

    private final JobDefinition job;
    private final @Nullable String out;

    /** @param out the folder of the results, in which there are no manifests */
    GlobInput(JobDefinition job, @Nullable String out) {
        this.job = job;
        this.out = out;
    }

    @Override
    public List<Path> claim() {
        if (job.settings().source().isEmpty()) {
            throw invalid("", "setting.source.rule", "setting.source.remedy");
        }
        List<Path> manifests = JobDefinition.manifests(job.settings().manifest());
        if (out == null || manifests.size() < 2) {
            return manifests;
        }
        Path results = Path.of(out).toAbsolutePath().normalize();
        return manifests.stream()
                .filter(manifest -> !manifest.toAbsolutePath().normalize().startsWith(results))
                .toList();
    }

    /** @throws InvalidSettingException if it cannot be read: the definition names it */
    @Override
    public Optional<Path> rejectUnreadable(Path manifest) {
        if (!Files.isRegularFile(manifest) || !Files.isReadable(manifest)) {
            throw invalid(manifest.toAbsolutePath().toString(), "setting.readable.rule", "setting.readable.remedy");
        }
        return Optional.empty();
    }

    private InvalidSettingException invalid(String value, String rule, String remedy) {
        return new InvalidSettingException(
                job.file() + ": pantree.manifest", value, Messages.format(rule), Messages.format(remedy));
    }

    @Override
    public Path finish(Path manifest, RunOutcome outcome) {
        return manifest;
    }

    @Override
    public boolean claimsAgain(Path manifest) {
        return true;
    }

    @Override
    public boolean movesManifests() {
        return false;
    }
}
