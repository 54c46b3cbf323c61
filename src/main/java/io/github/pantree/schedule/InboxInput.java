package io.github.pantree.schedule;

import io.github.pantree.provisioning.run.FailureStatus;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Manifests of an {@link Inbox}. */
final class InboxInput implements JobInput {

    private static final Logger log = LoggerFactory.getLogger(InboxInput.class);

    private final Inbox inbox;
    private final String name;
    private Inbox.@Nullable FileVersion before;
    private @Nullable Path changed;

    /** @param name the folder as written in the job definition */
    InboxInput(Inbox inbox, String name) {
        this.inbox = inbox;
        this.name = name;
    }

    @Override
    public List<Path> claim() throws InterruptedException {
        try {
            List<Path> manifests = inbox.claim();
            inbox.unaddressableFiles().forEach(file -> log.warn("{}", Messages.format("inbox.undecodable", file)));
            inbox.unsupportedFiles().forEach(file -> log.warn("{}", Messages.format("inbox.unsupported", file)));
            return manifests;
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "pantree.inbox",
                    name,
                    Messages.format("setting.folder.rule", FileSystemErrors.describe(e)),
                    Messages.format("setting.inbox.remedy"));
        }
    }

    @Override
    public Optional<Path> rejectUnreadable(Path manifest) throws IOException {
        return Files.isReadable(manifest)
                ? Optional.empty()
                : Optional.of(inbox.finish(manifest, false, Optional.empty()));
    }

    /** A manifest that can be resumed stays, and is processed first in the next run. */
    @Override
    public Path finish(Path manifest, RunOutcome outcome) throws IOException {
        if (before != null && !before.equals(Inbox.version(manifest))) {
            log.warn("{}", Messages.format("inbox.changed", manifest.getFileName()));
            changed = manifest;
            return manifest;
        }
        boolean good = outcome.end() == RunStatus.COMPLETED;
        if (!good && outcome.end() != RunStatus.INVALID_MANIFEST && outcome.end() != RunStatus.COMPLETED_WITH_REJECTS) {
            return manifest;
        }
        Optional<Path> results = Optional.ofNullable(outcome.folder()).filter(Files::isDirectory);
        Path moved = inbox.finish(manifest, good, results);
        log.atLevel(good ? Level.INFO : Level.WARN)
                .log("{}", Messages.format("inbox.moved", manifest.getFileName(), moved));
        return moved;
    }

    /** A manifest whose processing ended in a defect twice is moved, so that it does not block the others. */
    @Override
    public RunOutcome process(Path manifest, Callable<RunOutcome> run) throws Exception {
        RunStatus end = RunStatus.DEFECT;
        changed = null;
        before = Inbox.version(manifest);
        try {
            RunOutcome outcome = run.call();
            end = outcome.end();
            return outcome;
        } catch (IOException e) {
            end = RunStatus.STOPPED;
            throw e;
        } catch (Exception e) {
            end = FailureStatus.of(e).orElse(RunStatus.DEFECT);
            throw e;
        } finally {
            // Errors, such as a lack of memory, count as well.
            if (end == RunStatus.DEFECT && Files.exists(manifest)) {
                inbox.noteDefect(manifest)
                        .ifPresent(failed ->
                                log.warn("{}", Messages.format("inbox.defect", manifest.getFileName(), failed)));
            }
        }
    }

    @Override
    public boolean isChanged(Path manifest) {
        return manifest.equals(changed);
    }

    @Override
    public boolean claimsAgain(Path manifest) {
        return inbox.contains(manifest);
    }

    @Override
    public boolean movesManifests() {
        return true;
    }
}
