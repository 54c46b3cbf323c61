package io.github.pantree.provisioning;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.logging.LogContext;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.provisioning.history.Purge;
import io.github.pantree.provisioning.history.PurgeOutcome;
import io.github.pantree.provisioning.history.RunHistory;
import io.github.pantree.provisioning.job.RunRequest;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.plan.PlanTree;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.run.VerifyOutcome;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.ResumeCommand;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.Problem;
import io.github.pantree.support.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;

/** An open home with its services. One process opens a home at a time, unless the database is on a server. */
public final class Provisioning implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Provisioning.class);

    private final ConfigurableApplicationContext context;
    private final OpenRequest request;
    private final HomeServices services;
    private final Ledger ledger;
    private final TimeSource timing;
    private final ObjectProvider<AdvisoryLocks> locks;
    private final ObjectProvider<ProgressTracker> progress;
    private final ObjectProvider<StopSignal> stop;
    private final BooleanSupplier pastDeadline;
    private boolean compacting;
    /** Guarded by {@link #stop}. */
    private boolean closing;

    /** @param context is closed with this */
    Provisioning(
            ConfigurableApplicationContext context,
            OpenRequest request,
            HomeServices services,
            Ledger ledger,
            TimeSource timing,
            ObjectProvider<AdvisoryLocks> locks,
            ObjectProvider<ProgressTracker> progress,
            ObjectProvider<StopSignal> stop) {
        this.context = context;
        this.request = request;
        this.services = services;
        this.ledger = ledger;
        this.timing = timing;
        this.locks = locks;
        this.progress = progress;
        this.stop = stop;
        this.pastDeadline = services.settings().sharedDeadline(timing);
    }

    /**
     * Opens the home.
     *
     * @param options properties that override all others, such as {@code pantree.rate}
     * @param job the job definition file, if any
     * @throws InvalidSettingException if a setting is invalid; nothing was changed then
     * @throws LockedException if another process uses the home
     */
    public static Provisioning open(OpenMode mode, Map<String, String> options, Optional<Path> job) {
        return open(mode, options, job, null, () -> false);
    }

    /**
     * Opens the home, as {@link #open(OpenMode, Map, Optional)} does.
     *
     * @param registry receives the meters of this run, which it shares with others (see {@link PantreeMetrics}); null
     *     for none
     * @param stopped whether the process is to stop; checked while it waits for a lock
     * @throws RunStoppedException if the process is to stop
     */
    public static Provisioning open(
            OpenMode mode,
            Map<String, String> options,
            Optional<Path> job,
            @Nullable MeterRegistry registry,
            BooleanSupplier stopped) {
        return HomeContextFactory.open(new OpenRequest(mode, options, job, registry, stopped))
                .getBean(Provisioning.class);
    }

    /** The size of the database file of a home in bytes, even while it is in use; 0 if there is none. */
    public static long databaseSize(Path home) {
        return home.resolve(HomeDirectory.DATABASE).toFile().length();
    }

    public Path home() {
        return services.settings().home();
    }

    /** Where to send notifications about a run. */
    public NotificationSettings notifications() {
        return services.notifications();
    }

    /**
     * The only manifest of a job definition; empty if the definition names none.
     *
     * @throws InvalidSettingException if it names an inbox or several files
     */
    public Optional<Path> manifestOfJob() {
        return JobDefinition.onlyManifest(services.job());
    }

    /**
     * Provisions a manifest, or resumes an earlier run of it.
     *
     * @throws LockedException if another process provisions the same manifest to the same target from another home
     * @throws StorageException if the database or a result file fails; the next run resumes from the database
     * @throws IOException if the manifest cannot be read
     */
    public RunOutcome run(Path file) throws IOException {
        return run(file, null);
    }

    /**
     * Like {@link #run(Path)}, for an uploaded file.
     *
     * @param name the name under which its user knows it; null if it has its own name
     */
    public RunOutcome run(Path file, @Nullable String name) throws IOException {
        Path manifest = file.toAbsolutePath().normalize();
        Optional<String> command = Optional.of(command(manifest)).filter(ResumeCommand::isStorable);
        RunOutcome outcome = services.runs().getObject().run(new RunRequest(manifest, name, command));
        boolean finished = outcome.end() == RunStatus.COMPLETED || outcome.end() == RunStatus.COMPLETED_WITH_REJECTS;
        compacting = finished && !outcome.nothingLeft();
        return outcome;
    }

    /** The command that resumes a run of a manifest in this home, with the options of this one. */
    public String resumeCommand(Path file) {
        return ResumeCommand.in(home(), command(file.toAbsolutePath().normalize()));
    }

    private String command(Path manifest) {
        return ResumeCommand.command(manifest, request.options(), request.job(), services.job());
    }

    /**
     * Determines what {@link #run} would do. Sends list calls only, and changes nothing.
     *
     * @throws IOException if the manifest cannot be read, or the files of the plan cannot be written
     */
    public PlanOutcome plan(Path file) throws IOException {
        return services.plans().getObject().plan(file.toAbsolutePath().normalize());
    }

    /**
     * Compares the remote tree with a manifest. Sends list calls only.
     *
     * @throws IOException if the manifest cannot be read, or the differences cannot be written
     */
    public VerifyOutcome verify(Path file) throws IOException {
        return services.verifications().getObject().verify(file.toAbsolutePath().normalize());
    }

    /** Passes the problems of an invalid manifest in line order. */
    public void forEachProblem(long manifest, Consumer<Problem> each) {
        ledger.report().forEachProblem(manifest, each);
    }

    /**
     * Writes the tree of a plan that was just made; see {@link PlanTree}.
     *
     * @param folder where its files go; exists
     */
    public void writeTree(PlanOutcome plan, Path folder) throws IOException {
        PlanTree.write(folder, ledger.report(), plan.manifest());
    }

    /** Passes path and dirID of each existing folder, parents before children. */
    public void forEachFolder(long manifest, BiConsumer<String, String> each) {
        ledger.report()
                .forEachFolder(
                        manifest,
                        (folder, parent) -> Optional.ofNullable(folder.dirId())
                                .ifPresent(dirId -> each.accept(folder.path(), dirId.value())));
    }

    /** What the home's runs detected about the accepted forms of names: one sentence per account. */
    public List<String> capabilities() {
        return Capabilities.known(home(), timing).stream()
                .map(known -> known.form() == NameEncoding.STRING
                        ? Messages.format("status.names.string", known.baseUrl(), DisplayTime.format(known.found()))
                        : Messages.format(
                                "status.names.array",
                                known.baseUrl(),
                                known.maxNames(),
                                DisplayTime.format(known.found())))
                .toList();
    }

    public RunHistory history() {
        return services.history().getObject();
    }

    /** The size of the database in bytes. */
    public long databaseSize() {
        return ledger.maintenance().size();
    }

    /**
     * Deletes old runs, see {@link Purge#purge}. Must not be called while a run uses this home.
     *
     * @throws StorageException if the database fails; the next purge completes this one
     */
    public PurgeOutcome purge(Duration olderThan, boolean dryRun) {
        try {
            PurgeOutcome outcome = services.purge().getObject().purge(olderThan, dryRun);
            compacting |= !dryRun;
            return outcome;
        } catch (RuntimeException e) {
            throw services.failures().getObject().explain(e);
        }
    }

    /** Like {@link #purge}, with the age from {@code pantree.purge-after}; empty if that is not set. */
    public Optional<PurgeOutcome> purgeAsSet() {
        return Optional.ofNullable(services.retention().purgeAfter()).map(age -> purge(age, false));
    }

    /** The progress of the run; not after {@link #close} was called. */
    public Progress progress() {
        return progress.getObject().snapshot();
    }

    /** Stops a run gracefully, from any thread and at any time. */
    public void stop(String why) {
        // A context that is being closed no longer has the signal.
        synchronized (stop) {
            if (!closing) {
                stop.getObject().request(why);
            }
        }
    }

    /** Whether the time of day at which runs stop has passed since the home was opened. */
    public boolean isPastDeadline() {
        return pastDeadline.getAsBoolean();
    }

    /** Compacts the database if a run has just finished or runs were deleted. */
    @Override
    public void close() {
        synchronized (stop) {
            closing = true;
        }
        try {
            if (compacting) {
                ledger.maintenance().compact();
            }
            if (compacting && !locks.getObject().areShared()) {
                // Compacting creates a new file.
                OwnerOnlyFiles.restrict(home().resolve(HomeDirectory.DATABASE));
            }
        } catch (DataAccessException | IOException e) {
            log.debug("The database stays as large as it is", e);
        } finally {
            context.close();
            LogContext.run(null);
        }
    }
}
