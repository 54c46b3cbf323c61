package io.github.pantree.provisioning;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.DatabaseErrors;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LevelStatistics;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.logging.LogContext;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.provisioning.history.Purge;
import io.github.pantree.provisioning.history.PurgeOutcome;
import io.github.pantree.provisioning.history.ResumeCommand;
import io.github.pantree.provisioning.history.RunDetails;
import io.github.pantree.provisioning.history.RunHistory;
import io.github.pantree.provisioning.history.RunOverview;
import io.github.pantree.provisioning.job.BatchJobLauncher;
import io.github.pantree.provisioning.job.ProvisioningJobConfiguration;
import io.github.pantree.provisioning.lock.LockWait;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.lock.ManifestLocks;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.run.VerifyOutcome;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.provisioning.settings.RetentionSettings;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.report.ExitCode;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.Problem;
import io.github.pantree.support.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The door to the job. One process opens it for one home at a time, unless the database is on a server. */
public final class Provisioning implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Provisioning.class);

    private static final int SHOWN_OF_A_KIND = 20;

    /** What the door is opened for. */
    public enum OpenMode {
        /** Holds the home's lock. */
        RUN,
        /** Works on a database of its own, which is gone afterwards. */
        PLAN,
        /** Holds the home's lock, for what its runs recorded. */
        VERIFY,
        /** Needs neither credentials nor the API. */
        STATUS,
        /** As {@link #STATUS}, to delete what is over. */
        PURGE;

        boolean needsApi() {
            return this != STATUS && this != PURGE;
        }
    }

    private final ConfigurableApplicationContext context;
    private final Map<String, String> options;
    private final Optional<Path> job;
    private boolean compacting;

    private Provisioning(ConfigurableApplicationContext context, Map<String, String> options, Optional<Path> job) {
        this.context = context;
        this.options = options;
        this.job = job;
    }

    /**
     * Opens the home.
     *
     * @param options properties that override all others, such as {@code pantree.rate}
     * @param job the job definition's file, if there is one
     * @throws InvalidSettingException if a setting cannot be used; nothing else has happened then
     * @throws LockedException if another process works on the home
     */
    public static Provisioning open(OpenMode purpose, Map<String, String> options, Optional<Path> job) {
        return open(purpose, options, job, null, () -> false);
    }

    /**
     * Opens the home, as {@link #open(Purpose, Map, Optional)} does.
     *
     * @param registry takes the meters of this run, beside those of others (see {@link PantreeMetrics}); null if nobody looks at them
     * @param told whether the process was told to end, which is asked while it waits for another one
     * @throws RunStoppedException if it was
     */
    public static Provisioning open(
            OpenMode purpose,
            Map<String, String> options,
            Optional<Path> job,
            @Nullable MeterRegistry registry,
            BooleanSupplier told) {
        OpenRequest request = new OpenRequest(purpose, job, registry, told);
        return new Provisioning(HomeContextFactory.open(request, options), options, job);
    }

    /** The home. */
    public Path home() {
        return settings().home();
    }

    /** Who is told what becomes of a run. */
    public NotificationSettings notices() {
        return context.getBean(NotificationSettings.class);
    }

    /**
     * The one manifest that a job definition names; empty if it names none.
     *
     * @throws InvalidSettingException if it names an inbox, or several files
     */
    public Optional<Path> manifestOfJob() {
        JobSettings job = context.getBean(JobSettings.class);
        List<Path> manifests = JobDefinition.manifests(job.manifest());
        if (job.inbox() != null || manifests.size() > 1 || (job.manifest() != null && manifests.isEmpty())) {
            throw new InvalidSettingException(
                    "MANIFEST",
                    job.source(),
                    Messages.format("setting.several.rule"),
                    Messages.format("setting.several.remedy"));
        }
        return manifests.stream().findFirst();
    }

    /**
     * Makes a manifest so, or goes on doing it.
     *
     * @throws LockedException if another process works on the same manifest for the same place from another home
     * @throws StorageException if the database fails; the next run goes on from what it holds
     */
    public RunOutcome run(Path file) throws IOException, JobExecutionException {
        Path absolute = file.toAbsolutePath().normalize();
        ProvisioningTarget target = target(absolute);
        Path plan = settings().plan();
        if (plan != null) {
            SavedPlan.read(plan).requireFor(target);
        }
        ManifestLocks locks = locks(target, absolute, "run");
        try {
            RunOutcome outcome = instruments()
                    .timed(
                            () -> progress(),
                            () -> runner().run(
                                            job(ProvisioningJobConfiguration.JOB), absolute, target, resume(absolute)));
            compacting = isOver(outcome.end()) && !outcome.nothingLeft();
            return outcome;
        } catch (IOException e) {
            throw new StorageException(Messages.format("machine.results", FileSystemErrors.describe(e)), e);
        } catch (RuntimeException e) {
            throw DatabaseErrors.reason(e)
                    .<RuntimeException>map(reason -> databaseLost(reason, e))
                    .orElse(e);
        } finally {
            locks.close();
        }
    }

    /** A job whose own the manifest is goes on with all of its manifests. */
    private Optional<String> resume(Path file) {
        JobSettings settings = context.getBean(JobSettings.class);
        boolean own = settings.inbox() != null
                || JobDefinition.manifests(settings.manifest()).stream()
                        .anyMatch(one -> one.toAbsolutePath().normalize().equals(file));
        return job.isPresent() && own
                ? ResumeCommand.command(job.get(), options)
                : ResumeCommand.command(file, options, job);
    }

    /** Whoever has them knows that no other process works on the manifest and its target. */
    private ManifestLocks locks(ProvisioningTarget target, Path manifest, String work) throws IOException {
        StopSignal stop = context.getBean(StopSignal.class);
        LockWait patience = new LockWait(settings(), context.getBean(TimeSource.class), stop::isRequested);
        return ManifestLocks.acquire(context.getBean(AdvisoryLocks.class), target, manifest, work, patience, stop);
    }

    /** Whether a run came to an end of its own, so that nobody waits for it. */
    private static boolean isOver(ExitCode end) {
        return end == ExitCode.DONE || end == ExitCode.REJECTS;
    }

    private StorageException databaseLost(String reason, RuntimeException cause) {
        String first = context.getBean(StopSignal.class).reason();
        String what = first == null ? reason : first;
        String words = context.getBeanProvider(PostgresDatabase.class).stream()
                .map(server -> Messages.format("machine.server", server.shown(), what))
                .findFirst()
                .orElseGet(() -> Messages.format("machine.lost", settings().home(), what));
        return new StorageException(words, cause);
    }

    /** Finds out what {@link #run} would do. Lists, and changes nothing. */
    public PlanOutcome plan(Path file) throws IOException, JobExecutionException {
        Path absolute = file.toAbsolutePath().normalize();
        ProvisioningTarget target = target(absolute);
        RunOutcome looked = runner().plan(job(ProvisioningJobConfiguration.PLANNING), absolute, target);
        PlanOutcome plan = outcome(looked);
        Path out = settings().out();
        if (out != null && looked.end() == ExitCode.DONE) {
            SavedPlan.write(out, plan, absolute, target, settingsOf(target), ledger());
        }
        return plan;
    }

    private PlanOutcome outcome(RunOutcome looked) {
        FolderCounts folders = looked.summary().folders();
        boolean done = looked.end() == ExitCode.DONE;
        long lists = looked.summary().calls().list();
        double rate = context.getBean(Pan123Settings.class).rate();
        int most = context.getBean(FolderApi.class).capabilities().maxNames();
        Optional<LevelStatistics> survey =
                done ? Optional.of(ledger().levelStatistics(looked.manifest(), most)) : Optional.empty();
        long mkdirs = survey.map(LevelStatistics::calls).orElse(0L);
        return new PlanOutcome(
                done ? (folders.failed() > 0 ? ExitCode.DIFFERENCES : ExitCode.DONE) : looked.end(),
                folders,
                survey.<Map<Integer, FolderCounts>>map(LevelStatistics::levels).orElse(Map.of()),
                mkdirs,
                lists,
                rate,
                Duration.ofMillis((long) ((mkdirs + lists) / rate * 1000)),
                done ? first(looked.manifest()) : Map.of(),
                looked.reason(),
                looked.manifest());
    }

    /** The properties that decide what a plan says: another run with them reads and targets the same. */
    private Map<String, String> settingsOf(ProvisioningTarget target) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("pantree.base-url", target.baseUrl());
        settings.put("pantree.parent", target.parent().value());
        settings.put("pantree.on-existing", settings().onExisting().name().toLowerCase(Locale.ROOT));
        settings.putAll(context.getBean(ManifestOptions.class).properties());
        return settings;
    }

    /** Compares the remote tree with a manifest. Lists, and creates nothing. */
    public VerifyOutcome verify(Path file) throws IOException, JobExecutionException {
        Path absolute = file.toAbsolutePath().normalize();
        ProvisioningTarget target = target(absolute);
        // Without a server, the home's lock is enough.
        boolean shared = context.getBean(AdvisoryLocks.class).areShared();
        ManifestLocks locks = shared ? locks(target, absolute, "verify") : ManifestLocks.NONE;
        try {
            return runner().verify(
                            job(ProvisioningJobConfiguration.VERIFYING),
                            absolute,
                            target,
                            context.getBean(VerificationStore.class));
        } finally {
            locks.close();
        }
    }

    /** The first folders of each kind, a conflict with its reason. */
    private Map<FolderState, List<String>> first(long manifest) {
        Map<FolderState, List<String>> first = new EnumMap<>(FolderState.class);
        for (FolderState state : FolderState.values()) {
            first.put(
                    state,
                    ledger().findByState(manifest, state, SHOWN_OF_A_KIND).stream()
                            .map(folder ->
                                    folder.message() == null ? folder.path() : folder.path() + ": " + folder.message())
                            .toList());
        }
        return first;
    }

    private ProvisioningTarget target(Path file) throws IOException {
        return new ProvisioningTarget(
                context.getBean(ManifestReader.class).contentHash(file),
                context.getBean(Pan123Settings.class).baseUrl(),
                settings().target());
    }

    /** Hands out what is wrong with an invalid manifest, in the order of its lines. */
    public void forEachProblem(long manifest, Consumer<Problem> each) {
        ledger().forEachProblem(manifest, each);
    }

    /** Hands out path and dirID of the folders that are there, parents before children. */
    public void forEachFolder(long manifest, BiConsumer<String, String> each) {
        ledger().forEachFolder(manifest, (folder, parent) -> {
            DirId dirId = folder.dirId();
            if (dirId != null) {
                each.accept(folder.path(), dirId.value());
            }
        });
    }

    /** What the home's runs found out about how names may be sent, a sentence for each account. */
    public List<String> capabilities() {
        return Capabilities.known(settings().home(), context.getBean(TimeSource.class)).stream()
                .map(known -> known.form() == NameEncoding.STRING
                        ? Messages.format("status.names.string", known.baseUrl(), known.found())
                        : Messages.format("status.names.array", known.baseUrl(), known.maxNames(), known.found()))
                .toList();
    }

    /** The runs in the job repository, newest first. */
    public List<RunOverview> runs() {
        return history().runs();
    }

    /**
     * All that is known of a run.
     *
     * @param run its name, or the number at its end
     * @throws InvalidSettingException if there is no such run
     */
    public RunDetails details(String run) {
        return history().details(run);
    }

    /** How large the database is, in bytes. */
    public long databaseSize() {
        return ledger().size();
    }

    /**
     * Deletes runs that ended longer ago than that, with their result files in the home and with what is known of the folders
     * of their manifests; nothing of a manifest whose last run may go on. To be called while no run is at work on this home.
     * May be killed: the next one finishes it.
     *
     * @param dryRun to say only what would be deleted
     */
    public PurgeOutcome purge(Duration olderThan, boolean dryRun) {
        PurgeOutcome outcome = new Purge(
                        context.getBean(JobRepository.class),
                        ledger(),
                        context.getBean(AdvisoryLocks.class),
                        new TransactionTemplate(context.getBean(PlatformTransactionManager.class)),
                        home(),
                        LocalDateTime.ofInstant(
                                context.getBean(TimeSource.class).now(), ZoneId.systemDefault()),
                        olderThan,
                        dryRun)
                .all();
        compacting |= !dryRun;
        return outcome;
    }

    /**
     * As {@link #purge}, for what {@code pantree.purge-after} says.
     *
     * @return empty if nothing is set
     */
    public Optional<PurgeOutcome> purgeAsSet() {
        return Optional.ofNullable(context.getBean(RetentionSettings.class).purgeAfter())
                .map(age -> purge(age, false));
    }

    /**
     * Reads an age, such as {@code 90d}.
     *
     * @param setting what it is for
     * @throws InvalidSettingException if it is none
     */
    public static Duration age(String setting, String text) {
        // A number without a unit would be milliseconds.
        if (text.strip().matches("[1-9]\\d{0,5}[smhd]")) {
            return DurationStyle.SIMPLE.parse(text.strip());
        }
        throw new InvalidSettingException(
                setting, text, Messages.format("setting.age.rule"), Messages.format("setting.age.remedy"));
    }

    private RunHistory history() {
        return new RunHistory(context.getBean(JobRepository.class), ledger(), settings(), this::isInUse);
    }

    private MetricsBinding instruments() {
        return context.getBean(MetricsBinding.class);
    }

    private boolean isInUse(ProvisioningTarget target) {
        AdvisoryLocks locks = context.getBean(AdvisoryLocks.class);
        return locks.areShared() && locks.isHeld(target);
    }

    public Progress progress() {
        return context.getBean(ProgressTracker.class).snapshot();
    }

    /** Ends a run in order, from any thread. */
    public void stop(String why) {
        context.getBean(StopSignal.class).request(why);
    }

    private BatchJobLauncher runner() {
        return context.getBean(BatchJobLauncher.class);
    }

    private Job job(String name) {
        return context.getBean(name, Job.class);
    }

    private Ledger ledger() {
        return context.getBean(Ledger.class);
    }

    private RunSettings settings() {
        return context.getBean(RunSettings.class);
    }

    /**
     * Checks that there is a manifest to read.
     *
     * @throws InvalidSettingException if there is not
     */
    public static void checkReadable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new InvalidSettingException(
                    "MANIFEST",
                    file.toString(),
                    Messages.format("setting.readable.rule"),
                    Messages.format("setting.readable.remedy"));
        }
    }

    /** A database in which a run has just come to an end of its own is made as small as it can be. */
    @Override
    public void close() {
        try {
            if (compacting) {
                ledger().compact();
            }
            if (compacting && !context.getBean(AdvisoryLocks.class).areShared()) {
                // The small file is a new one.
                OwnerOnlyFiles.restrict(settings().home().resolve(HomeDirectory.DATABASE));
            }
        } catch (DataAccessException | IOException e) {
            log.debug("The database stays as large as it is", e);
        } finally {
            context.close();
            LogContext.run(null);
        }
    }
}
