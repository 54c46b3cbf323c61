package io.github.pantree.console.upload;

import io.github.pantree.console.upload.Upload.Finished;
import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.console.upload.Upload.Planned;
import io.github.pantree.console.upload.UploadStore.Finding;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.Provisioning.OpenMode;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.run.FailureStatus;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.schedule.RunNotifier;
import io.github.pantree.schedule.RunQueue;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.PrintableText;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import io.github.pantree.support.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans and runs uploads, each when it is its turn, in the same queue as the jobs. */
public final class UploadTasks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UploadTasks.class);

    /** Maximum number of problems on a page; the file has all of them. */
    private static final int SHOWN_PROBLEMS = 200;

    private final UploadStore store;
    private final RunQueue queue;
    private final Map<String, String> options;
    private final Optional<Path> lockedHome;
    private final MeterRegistry registry;
    private final TimeSource timing;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, UploadTask> active = new ConcurrentHashMap<>();

    /** What a task does when it is its turn. */
    private interface Body {
        void work(UploadTask task) throws Exception;
    }

    /** What a task does in an open home. */
    private interface Work {
        void on(Provisioning provisioning) throws Exception;
    }

    /**
     * Creates the tasks.
     *
     * @param options properties of all plans and runs, among them {@code pantree.home}
     * @param lockedHome the home, unless its database is shared
     */
    public UploadTasks(
            UploadStore store,
            RunQueue queue,
            Map<String, String> options,
            Optional<Path> lockedHome,
            MeterRegistry registry,
            TimeSource timing) {
        this.store = store;
        this.queue = queue;
        this.options = options;
        this.lockedHome = lockedHome;
        this.registry = registry;
        this.timing = timing;
    }

    /** Plans an upload that is not active, in another thread. */
    public void plan(Upload upload) {
        begin(upload, Phase.WAITING, Optional.empty(), task -> planInTurn(upload, task));
    }

    /**
     * Runs the plan of an upload that is not active, in another thread, or resumes its run.
     *
     * @throws InvalidSettingException if it has no plan
     */
    public void run(Upload upload) {
        SavedPlan plan = SavedPlan.read(store.folder(upload));
        begin(upload, Phase.QUEUED, lockedHome, task -> runInTurn(upload, plan, task));
    }

    private void begin(Upload upload, Phase phase, Optional<Path> home, Body body) {
        UploadTask task = new UploadTask();
        if (!add(upload, task, phase)) {
            return;
        }
        threads.execute(() -> {
            try {
                Locale language = Locale.forLanguageTag(upload.language());
                Messages.inLanguage(language, () -> inTurn(task, home, body));
            } catch (Exception e) {
                String why = titled(upload, explain(e, task));
                store.update(upload.id(), now -> now.failed(why));
            } finally {
                active.remove(upload.id());
                task.end();
            }
        });
    }

    /** False if the upload has become active. */
    private boolean add(Upload upload, UploadTask task, Phase phase) {
        awaitEnding(upload);
        synchronized (this) {
            boolean added = active.putIfAbsent(upload.id(), task) == null;
            if (added) {
                store.update(upload.id(), now -> now.in(phase));
            }
            return added;
        }
    }

    /** A task whose result is shown already is about to end. */
    private void awaitEnding(Upload upload) {
        UploadTask task;
        synchronized (this) {
            task = active.get(upload.id());
            if (task == null || isActive(upload)) {
                return;
            }
        }
        task.awaitEnd();
    }

    private boolean isActive(Upload upload) {
        return store.find(upload.id()).filter(now -> now.phase().isActive()).isPresent();
    }

    private boolean inTurn(UploadTask task, Optional<Path> home, Body body) throws Exception {
        task.waiting();
        return queue.inTurn(null, home, () -> {
            task.inTurn();
            body.work(task);
            return true;
        });
    }

    private String explain(Exception failure, UploadTask task) {
        if (failure instanceof InterruptedException || failure instanceof RunStoppedException) {
            return task.stopReason().orElseGet(() -> Messages.format("stop.waiting"));
        }
        if (failure instanceof IOException io) {
            return FileSystemErrors.describe(io);
        }
        boolean forUsers = FailureStatus.of(failure).isPresent();
        if (!forUsers) {
            log.error("A defect of the program", failure);
        }
        return forUsers ? String.valueOf(failure.getMessage()) : Messages.format("failure.defect", failure);
    }

    private static String title(Upload upload) {
        return PrintableText.of(upload.name());
    }

    /** A text in which the file has the name that its user knows. */
    private String titled(Upload upload, String text) {
        return text.replace(store.manifest(upload).toString(), title(upload));
    }

    private void planInTurn(Upload upload, UploadTask task) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("pantree.out", store.folder(upload).toString());
        if (!upload.parent().isEmpty()) {
            all.put("pantree.parent", upload.parent());
        }
        with(OpenMode.PLAN, upload, task, Phase.PLANNING, all, provisioning -> {
            PlanOutcome plan = provisioning.plan(store.manifest(upload));
            boolean good = plan.end() == RunStatus.COMPLETED || plan.end() == RunStatus.DIFFERENCES;
            if (!good && plan.end() != RunStatus.INVALID_MANIFEST) {
                store.update(upload.id(), now -> now.failed(titled(upload, String.valueOf(plan.reason()))));
                return;
            }
            long[] counts = saveFindings(upload, provisioning, plan);
            if (good) {
                provisioning.writeTree(plan, store.folder(upload));
            }
            store.update(upload.id(), now -> now.checked(counts[0], counts[1], good ? Planned.of(plan) : null));
        });
    }

    /** Returns two numbers: of problems, and of warnings and notes. */
    private long[] saveFindings(Upload upload, Provisioning provisioning, PlanOutcome plan) throws IOException {
        long[] counts = {0, 0};
        List<Finding> shown = new ArrayList<>();
        provisioning.forEachProblem(plan.manifest(), problem -> {
            counts[problem.severity() == Severity.PROBLEM ? 0 : 1]++;
            if (shown.size() < SHOWN_PROBLEMS) {
                shown.add(finding(upload, problem));
            }
        });
        store.saveFindings(upload, shown);
        return counts;
    }

    private static Finding finding(Upload upload, Problem problem) {
        return new Finding(
                problem.line(),
                problem.severity().label(),
                problem.what(),
                problem.value().equals(upload.file()) ? title(upload) : problem.value(),
                problem.rule(),
                problem.remedy());
    }

    private void runInTurn(Upload upload, SavedPlan plan, UploadTask task) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(plan.settings());
        all.putAll(options);
        all.put("pantree.plan", store.folder(upload).toString());
        if (!upload.parent().isEmpty()) {
            all.put("pantree.parent", upload.parent());
        }
        with(OpenMode.RUN, upload, task, Phase.RUNNING, all, provisioning -> {
            RunOutcome outcome = provisioning.run(store.manifest(upload), title(upload));
            store.update(upload.id(), now -> now.ended(Finished.of(outcome)));
            try (RunNotifier notifier = new RunNotifier(provisioning.notices(), timing)) {
                notifier.uploadEnded(outcome, title(upload), Messages.format("console.next"));
            }
        });
    }

    private void with(OpenMode mode, Upload upload, UploadTask task, Phase phase, Map<String, String> all, Work work)
            throws Exception {
        store.update(upload.id(), now -> now.in(phase));
        try (Provisioning provisioning = Provisioning.open(mode, all, Optional.empty(), registry, task::isStopped)) {
            task.opened(provisioning);
            work.on(provisioning);
        } finally {
            task.closed();
        }
    }

    /** Stops the task of an upload gracefully, if it has one. */
    public void stop(Upload upload, String why) {
        UploadTask task = active.get(upload.id());
        if (task != null) {
            task.stop(why);
        }
    }

    /** The progress of an upload's task; empty unless its home is open. */
    public Optional<Progress> progress(String id) {
        return Optional.ofNullable(active.get(id)).flatMap(UploadTask::progress);
    }

    /** Deletes an upload that is not active. */
    public void delete(Upload upload) throws IOException {
        awaitEnding(upload);
        if (!active.containsKey(upload.id())) {
            store.delete(upload);
        }
    }

    /** Stops all tasks gracefully. */
    public void stopAll(String why) {
        active.values().forEach(task -> task.stop(why));
    }

    /** Stops all tasks, and waits for their end. */
    @Override
    public void close() {
        stopAll(Messages.format("stop.signal"));
        threads.shutdown();
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                log.info("{}", Messages.format("serve.waiting"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
