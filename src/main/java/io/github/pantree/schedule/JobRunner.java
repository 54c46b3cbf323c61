package io.github.pantree.schedule;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.SharedJobState;
import io.github.pantree.provisioning.run.FailureStatus;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.provisioning.settings.ResumeCommand;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job: processes its manifests in order, each as a separate run. */
public final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    /** @param why the reason of the outcome; null without one */
    private record Run(RunOutcome outcome, @Nullable String why) {}

    private final JobDefinition job;
    private final Map<String, String> options;
    private final OutputFolders outputs;
    private final RunListener listener;
    private final TimeSource timing;
    private final RunNotifier notifier;
    private final JobInput input;
    private int runs;
    private boolean pastDeadline;
    private @Nullable JobDefinition moved;
    private final AtomicReference<@Nullable Provisioning> current = new AtomicReference<>();
    private volatile @Nullable String stopReason;

    /** @param options properties that override those of the definition */
    public JobRunner(JobDefinition job, Map<String, String> options, RunListener listener, TimeSource timing) {
        this(job, options, listener, new ReportedFailures(), timing);
    }

    /** @param reported the failures that were reported lately, and need not be reported again */
    JobRunner(
            JobDefinition job,
            Map<String, String> options,
            RunListener listener,
            ReportedFailures reported,
            TimeSource timing) {
        JobSettings settings = job.settings();
        this.job = job;
        this.options = options;
        String out = options.getOrDefault(OutputFolders.OUT, settings.out());
        this.outputs = new OutputFolders(settings.manifestFolder(), options, out);
        this.listener = listener;
        this.timing = timing;
        this.notifier = new RunNotifier(job, reported, timing);
        this.input = settings.inbox() == null
                ? new GlobInput(job, out)
                : new InboxInput(
                        new Inbox(settings.inbox(), settings.stableFor(), timing, this::isStopped), settings.source());
    }

    /**
     * Runs the job once.
     *
     * @return the most severe exit code of its runs; {@link RunStatus#COMPLETED} if there was no manifest
     * @throws InvalidSettingException if a setting is invalid; manifests of an inbox then stay in {@code working/}
     */
    public RunStatus run() throws Exception {
        try (notifier) {
            return runRecorded(job.settings().home());
        }
    }

    /** Records start and end in the state of the job. */
    private RunStatus runRecorded(Path home) throws Exception {
        JobState.update(home, job.name(), state -> state.withStart(timing.now()));
        RunStatus end = RunStatus.DEFECT;
        try {
            end = runAll(home);
        } catch (RuntimeException e) {
            Optional<RunStatus> known = FailureStatus.of(e);
            end = known.orElse(RunStatus.DEFECT);
            String why = known.isPresent() ? String.valueOf(e.getMessage()) : e.toString();
            notifier.failed(job.settings().source(), end, why, commandOfJob());
            throw e;
        } finally {
            int code = end.exitCode();
            JobState.update(home, job.name(), state -> state.withEnd(timing.now(), code, isStopped()));
        }
        return end;
    }

    private RunStatus runAll(Path home) throws Exception {
        List<Path> manifests = input.claim();
        if (manifests.isEmpty() && isStopped()) {
            return RunStatus.STOPPED;
        } else if (manifests.isEmpty()) {
            // Missing credentials are reported now, not with the first manifest.
            JobDefinition.checkCredentials(job.file(), options);
            new MissingManifestCheck(job, options, timing).check().ifPresent(Runnable::run);
            return RunStatus.COMPLETED;
        }
        JobState.update(home, job.name(), state -> state.withManifest(timing.now()));
        if (job.settings().expectedBy().isPresent()) {
            SharedJobState.of(job, options).recordArrival(timing.now());
        }
        return runEach(manifests);
    }

    private RunStatus runEach(List<Path> manifests) throws Exception {
        boolean single = manifests.size() == 1 && !input.movesManifests();
        RunStatus worst = RunStatus.COMPLETED;
        for (Path manifest : manifests) {
            RunStatus end = runNext(manifest, single ? options : outputs.optionsOf(manifest));
            worst = RunSeverity.worst(worst, end);
            if (RunSeverity.concernsAll(end)) {
                break;
            }
        }
        return worst;
    }

    private RunStatus runNext(Path manifest, Map<String, String> runOptions) throws Exception {
        if (isStopped()) {
            return RunStatus.STOPPED;
        }
        if (pastDeadline) {
            return failed(manifest, RunStatus.STOPPED, Messages.format("job.deadline"));
        }
        JobDefinition now = JobDefinition.read(job.file(), options);
        if (!now.hasSameAccountAndHome(job)) {
            // Those of this run are locked; a manifest is run with the definition as it is then.
            moved = now;
            log.warn("{}", Messages.format("job.redefined", manifest));
            return RunStatus.STOPPED;
        }
        RunStatus end = run(manifest, runOptions);
        return input.isChanged(manifest) && !isStopped() && !pastDeadline
                ? RunSeverity.worst(end, run(manifest, runOptions))
                : end;
    }

    private RunStatus run(Path manifest, Map<String, String> runOptions) throws Exception {
        try {
            return input.isMissing(manifest) ? skipMissing(manifest) : runClaimed(manifest, runOptions);
        } catch (InvalidSettingException e) {
            // Concerns all manifests.
            throw e;
        } catch (RuntimeException e) {
            return failed(manifest, FailureStatus.of(e).orElseThrow(() -> e), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            String why = Messages.format("inbox.moveFailed", manifest, FileSystemErrors.describe(e));
            return Files.notExists(manifest) ? skipMissing(manifest) : failed(manifest, RunStatus.STOPPED, why);
        }
    }

    private RunStatus runClaimed(Path manifest, Map<String, String> runOptions) throws Exception {
        Path rejected = input.rejectUnreadable(manifest).orElse(null);
        if (rejected != null) {
            return failed(rejected, RunStatus.INVALID_MANIFEST, Messages.format("inbox.unreadable", rejected));
        }
        Run run = provision(manifest, runOptions);
        if (run == null) {
            return skipMissing(manifest);
        }
        Path moved = input.isMissing(manifest) ? manifest : input.finish(manifest, run.outcome());
        Path results = input.movesManifests() ? parent(moved) : run.outcome().folder();
        notifier.ended(run.outcome(), moved, results, run.why(), command(moved));
        return run.outcome().end();
    }

    private static @Nullable Path parent(Path file) {
        return file.toAbsolutePath().normalize().getParent();
    }

    private static RunStatus skipMissing(Path manifest) {
        log.info("{}", Messages.format("inbox.claimed", manifest));
        return RunStatus.COMPLETED;
    }

    private RunStatus failed(Path manifest, RunStatus end, String why) {
        listener.failed(manifest, end, why);
        if (end == RunStatus.BUSY) {
            // Not a failure: the process that holds the lock reports its outcome.
            return end;
        }
        notifier.failed(manifest.toAbsolutePath().toString(), end, why, commandOfJob());
        return end;
    }

    /** Null if another process claimed the manifest while this one waited for its lock. */
    private @Nullable Run provision(Path manifest, Map<String, String> runOptions) throws Exception {
        try (Provisioning provisioning = open(runOptions)) {
            current.set(provisioning);
            String reason = stopReason;
            if (reason != null) {
                provisioning.stop(reason);
            }
            if (input.isMissing(manifest)) {
                return null;
            }
            runs++;
            RunOutcome outcome =
                    input.process(manifest, () -> listener.during(provisioning, () -> provisioning.run(manifest)));
            String why = OutcomeReason.of(
                    outcome, manifest, consumer -> provisioning.forEachProblem(outcome.manifest(), consumer));
            listener.ran(provisioning, outcome, manifest, why);
            pastDeadline = provisioning.isPastDeadline();
            return new Run(outcome, why);
        } finally {
            current.set(null);
        }
    }

    private Provisioning open(Map<String, String> runOptions) {
        return listener.open(runOptions, Optional.of(job.file()), this::isStopped);
    }

    /** Deletes runs older than {@code pantree.purge-after}, if that is set. */
    void purge() {
        try (Provisioning provisioning = open(options)) {
            provisioning
                    .purgeAsSet()
                    .ifPresent(outcome -> log.info(
                            "{}",
                            Messages.format(
                                    "serve.purged",
                                    job.name(),
                                    outcome.deleted().size())));
        }
    }

    private boolean isStopped() {
        return stopReason != null;
    }

    /** The job's definition by now, if the run ended because it has another account or home. */
    Optional<JobDefinition> moved() {
        return Optional.ofNullable(moved);
    }

    /** The number of runs. */
    public int runs() {
        return runs;
    }

    /** The next command to run: for a manifest that the job does not claim again, a run of the manifest. */
    private String command(Path manifest) {
        return input.claimsAgain(manifest)
                ? commandOfJob()
                : withHome(ResumeCommand.command(manifest, options, Optional.of(job.file())));
    }

    /** The command that runs the job again, with the options that it was started with. */
    private String commandOfJob() {
        return withHome(ResumeCommand.ofJob(job.file(), options));
    }

    /** The definition names the home unless an option does. */
    private String withHome(String command) {
        return options.containsKey("pantree.home")
                ? ResumeCommand.in(job.settings().home(), command)
                : command;
    }

    /** Stops the job gracefully, from any thread: the current run, and all further ones. */
    public void stop(String reason) {
        stopReason = reason;
        Provisioning open = current.get();
        if (open != null) {
            open.stop(reason);
        }
    }
}
