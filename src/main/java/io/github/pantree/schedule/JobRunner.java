package io.github.pantree.schedule;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.Provisioning.OpenMode;
import io.github.pantree.provisioning.StorageException;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A job's turn: its manifests, one after another, each a run of its own. */
public final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    /** Of several runs the turn's exit code is the one that asks most of a person. */
    private static final List<RunStatus> GRAVITY = List.of(
            RunStatus.COMPLETED,
            RunStatus.BUSY,
            RunStatus.INVALID_MANIFEST,
            RunStatus.COMPLETED_WITH_REJECTS,
            RunStatus.DIFFERENCES,
            RunStatus.STOPPED,
            RunStatus.CREDENTIALS_REFUSED,
            RunStatus.BAD_SETTING,
            RunStatus.DEFECT);

    /** Shows a run while it goes on, and what came of it. */
    public interface RunListener {
        RunOutcome during(Provisioning provisioning, Callable<RunOutcome> run) throws Exception;

        /**
         * Called while the home is still open.
         *
         * @param why why the run ended so; null if there is nothing to be said
         */
        void ran(Provisioning provisioning, RunOutcome outcome, Path manifest, @Nullable String why);

        /** A run that came to nothing: another process is at it, or the machine is in trouble. */
        void failed(Path manifest, RunStatus end, String why);

        /**
         * Opens a home for a run.
         *
         * @param stopped whether the turn was told to end
         */
        default Provisioning open(Map<String, String> options, Optional<Path> job, BooleanSupplier stopped) {
            return Provisioning.open(OpenMode.RUN, options, job, null, stopped);
        }
    }

    /** @param why why it ended so; null if there is nothing to be said */
    private record Run(RunOutcome outcome, @Nullable String why) {}

    private final JobDefinition job;
    private final Map<String, String> options;
    private final RunListener audience;
    private final TimeSource timing;
    private final RunNotifier bells;
    private int runs;
    private final AtomicReference<@Nullable Provisioning> current = new AtomicReference<>();
    private volatile @Nullable String told;

    /** @param options properties that override those of the definition */
    public JobRunner(JobDefinition job, Map<String, String> options, RunListener audience, TimeSource timing) {
        this.job = job;
        this.options = options;
        this.audience = audience;
        this.timing = timing;
        this.bells = new RunNotifier(job.name(), job.notices(), timing);
    }

    /**
     * Has the turn.
     *
     * @return the gravest end of its runs; {@link RunStatus#COMPLETED} if there was no manifest
     * @throws InvalidSettingException if a setting cannot be used; manifests of an inbox wait in {@code working/} then
     */
    public RunStatus run() throws Exception {
        Path home = job.settings().home();
        JobState.update(home, job.name(), state -> state.started(timing.now()));
        RunStatus end = RunStatus.DEFECT;
        try {
            end = runAll();
        } catch (InvalidSettingException e) {
            end = RunStatus.BAD_SETTING;
            bells.failed(job.settings().source(), end, String.valueOf(e.getMessage()), again(null, job.file()));
            throw e;
        } catch (RuntimeException e) {
            bells.failed(job.settings().source(), end, e.toString(), again(null, job.file()));
            throw e;
        } finally {
            int code = end.exitCode();
            JobState.update(home, job.name(), state -> state.ended(timing.now(), code, told != null));
        }
        return end;
    }

    private RunStatus runAll() throws Exception {
        JobSettings settings = job.settings();
        Inbox inbox = settings.inbox() == null ? null : new Inbox(settings.inbox(), settings.stableFor(), timing);
        List<Path> manifests = inbox == null ? manifests(settings) : claimed(inbox, settings);
        if (manifests.isEmpty()) {
            // What is wrong is better found now than with the first manifest.
            JobDefinition.checkCredentials(job.file(), options);
            bells.missing(job).ifPresent(Runnable::run);
            return RunStatus.COMPLETED;
        }
        Path home = settings.home();
        JobState.update(home, job.name(), state -> state.came(timing.now()));
        RunStatus worst = RunStatus.COMPLETED;
        for (Path manifest : manifests) {
            if (told != null) {
                // What was not begun is left to the next turn.
                return worst(worst, RunStatus.STOPPED);
            }
            RunStatus end = run(manifest, manifests.size(), inbox);
            worst = worst(worst, end);
            if (!shouldContinue(end)) {
                break;
            }
        }
        return worst;
    }

    /** The results of earlier turns are no manifests. */
    private List<Path> manifests(JobSettings settings) {
        if (settings.source().isEmpty()) {
            throw new InvalidSettingException(
                    job.file() + ": pantree.manifest",
                    "",
                    Messages.format("setting.source.rule"),
                    Messages.format("setting.source.remedy"));
        }
        String out = options.getOrDefault("pantree.out", settings.out());
        List<Path> manifests = JobDefinition.manifests(settings.manifest());
        return out == null || manifests.size() < 2
                ? manifests
                : manifests.stream()
                        .filter(manifest -> !manifest.toAbsolutePath()
                                .normalize()
                                .startsWith(Path.of(out).toAbsolutePath().normalize()))
                        .toList();
    }

    private static List<Path> claimed(Inbox inbox, JobSettings settings) throws InterruptedException {
        try {
            List<Path> manifests = inbox.claim();
            inbox.unsupportedFiles().forEach(file -> log.warn("{}", Messages.format("inbox.stranger", file)));
            return manifests;
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "pantree.inbox",
                    settings.source(),
                    Messages.format("setting.folder.rule", FileSystemErrors.describe(e)),
                    Messages.format("setting.inbox.remedy"));
        }
    }

    private static RunStatus worst(RunStatus one, RunStatus other) {
        return GRAVITY.indexOf(other) > GRAVITY.indexOf(one) ? other : one;
    }

    /** What is wrong with one manifest does not keep the others waiting; what is wrong with all of them does. */
    private static boolean shouldContinue(RunStatus end) {
        return GRAVITY.indexOf(end) <= GRAVITY.indexOf(RunStatus.DIFFERENCES);
    }

    private RunStatus run(Path manifest, int company, @Nullable Inbox inbox) throws Exception {
        try {
            if (inbox == null) {
                checkReadable(manifest);
            } else if (!Files.isReadable(manifest)) {
                return unreadable(inbox, manifest);
            }
            Run run = provision(manifest, company);
            if (run == null) {
                log.info("{}", Messages.format("inbox.gone", manifest));
                return RunStatus.COMPLETED;
            }
            Path place = inbox == null ? manifest : put(inbox, manifest, run.outcome());
            bells.ended(run.outcome(), place, inbox != null, run.why(), again(inbox, place));
            return run.outcome().end();
        } catch (LockedException e) {
            // Nothing failed: whoever holds it tells how that ends.
            audience.failed(manifest, RunStatus.BUSY, String.valueOf(e.getMessage()));
            return RunStatus.BUSY;
        } catch (StorageException | RunStoppedException e) {
            return failed(manifest, RunStatus.STOPPED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            if (Files.notExists(manifest)) {
                log.info("{}", Messages.format("inbox.gone", manifest));
                return RunStatus.COMPLETED;
            }
            return failed(
                    manifest,
                    RunStatus.STOPPED,
                    Messages.format("inbox.stuck", manifest, FileSystemErrors.describe(e)));
        }
    }

    private void checkReadable(Path manifest) {
        if (!Files.isRegularFile(manifest) || !Files.isReadable(manifest)) {
            throw new InvalidSettingException(
                    job.file() + ": pantree.manifest",
                    manifest.toAbsolutePath().toString(),
                    Messages.format("setting.readable.rule"),
                    Messages.format("setting.readable.remedy"));
        }
    }

    /** A file that nobody may read, or that somebody has taken away, must not keep the others waiting for ever. */
    private RunStatus unreadable(Inbox inbox, Path manifest) throws IOException {
        if (!Files.exists(manifest)) {
            log.info("{}", Messages.format("inbox.gone", manifest));
            return RunStatus.COMPLETED;
        }
        Path place = inbox.finish(manifest, false, Optional.empty());
        return failed(place, RunStatus.INVALID_MANIFEST, Messages.format("inbox.unreadable", place));
    }

    private RunStatus failed(Path manifest, RunStatus end, String why) {
        audience.failed(manifest, end, why);
        bells.failed(manifest.toAbsolutePath().toString(), end, why, again(null, manifest));
        return end;
    }

    /** Null if the manifest was gone when it was its turn, since another process had taken it. */
    private @Nullable Run provision(Path manifest, int company) throws Exception {
        try (Provisioning provisioning =
                audience.open(optionsFor(manifest, company), Optional.of(job.file()), () -> told != null)) {
            current.set(provisioning);
            String why = told;
            if (why != null) {
                provisioning.stop(why);
            }
            if (job.settings().inbox() != null && !Files.exists(manifest)) {
                return null;
            }
            runs++;
            RunOutcome outcome = audience.during(provisioning, () -> provisioning.run(manifest));
            why = reason(provisioning, outcome, manifest);
            audience.ran(provisioning, outcome, manifest, why);
            return new Run(outcome, why);
        } finally {
            current.set(null);
        }
    }

    private static @Nullable String reason(Provisioning provisioning, RunOutcome outcome, Path manifest) {
        if (outcome.nothingLeft()) {
            return Messages.format("job.again", outcome.summary().run());
        }
        if (outcome.end() != RunStatus.INVALID_MANIFEST) {
            return outcome.reason();
        }
        List<Problem> problems = new ArrayList<>();
        long[] all = {0};
        provisioning.forEachProblem(outcome.manifest(), problem -> {
            if (problem.severity() == Severity.PROBLEM && all[0]++ == 0) {
                problems.add(problem);
            }
        });
        return problems.isEmpty()
                ? null
                : Messages.format(
                        "job.invalid", all[0], problems.get(0).describe(String.valueOf(manifest.getFileName())));
    }

    /** Several manifests with one place for their results have a folder each in it, called as they are. */
    private Map<String, String> optionsFor(Path manifest, int company) {
        String out = options.getOrDefault("pantree.out", job.settings().out());
        if (out == null || (company == 1 && job.settings().inbox() == null)) {
            return options;
        }
        Map<String, String> all = new LinkedHashMap<>(options);
        Path absolute = manifest.toAbsolutePath().normalize();
        Path base =
                JobDefinition.base(job.settings().manifest()).toAbsolutePath().normalize();
        Path name = absolute.startsWith(base) ? base.relativize(absolute) : absolute.getFileName();
        all.put("pantree.out", Path.of(out).resolve(String.valueOf(name)).toString());
        return all;
    }

    /** A manifest that can go on stays where it is, and is the first of the next turn. */
    private static Path put(Inbox inbox, Path manifest, RunOutcome outcome) throws IOException {
        boolean good = outcome.end() == RunStatus.COMPLETED;
        if (!good && outcome.end() != RunStatus.INVALID_MANIFEST && outcome.end() != RunStatus.COMPLETED_WITH_REJECTS) {
            return manifest;
        }
        Optional<Path> results = Optional.ofNullable(outcome.folder()).filter(Files::isDirectory);
        Path place = inbox.finish(manifest, good, results);
        log.atLevel(good ? Level.INFO : Level.WARN)
                .log("{}", Messages.format("inbox.moved", manifest.getFileName(), place));
        return place;
    }

    /** Deletes what {@code pantree.purge-after} calls old, if it is set. */
    void purge() {
        try (Provisioning provisioning = audience.open(options, Optional.of(job.file()), () -> told != null)) {
            provisioning
                    .purgeAsSet()
                    .ifPresent(outcome -> log.info(
                            "{}",
                            Messages.format(
                                    "serve.purged", job.name(), outcome.gone().size())));
        }
    }

    /** How many runs there were. */
    public int runs() {
        return runs;
    }

    /** What a person types next: another turn of the job, or, of a manifest that a turn passes over now, a run of it. */
    private String again(@Nullable Inbox inbox, Path place) {
        String turn = "--job " + quoted(job.file());
        return inbox == null || inbox.contains(place)
                ? "pantree run " + turn
                : "pantree run " + quoted(place) + " " + turn;
    }

    private static String quoted(Path path) {
        String text = path.toAbsolutePath().normalize().toString();
        return text.matches("[\\p{L}\\p{N}_./:@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Ends the turn in order, from any thread. */
    public void stop(String why) {
        told = why;
        Provisioning open = current.get();
        if (open != null) {
            open.stop(why);
        }
    }
}
