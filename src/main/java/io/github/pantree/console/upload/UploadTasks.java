package io.github.pantree.console.upload;

import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.schedule.RunQueue;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
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

    private final UploadStore store;
    private final RunQueue queue;
    private final Optional<Path> lockedHome;
    private final UploadPlanner planner;
    private final UploadRunner runner;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, UploadTask> active = new ConcurrentHashMap<>();

    /** What a task does when it is its turn. */
    private interface Body {
        void execute(UploadTask task) throws Exception;
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
        this.lockedHome = lockedHome;
        UploadHome home = new UploadHome(options, registry);
        this.planner = new UploadPlanner(store, home);
        this.runner = new UploadRunner(store, home, timing);
    }

    /** Plans an upload that is not active, in another thread. */
    public void plan(Upload upload) {
        begin(upload, Phase.WAITING, Optional.empty(), task -> planner.plan(upload, task));
    }

    /**
     * Runs the plan of an upload that is not active, in another thread, or resumes its run.
     *
     * @throws InvalidSettingException if it has no plan
     */
    public void run(Upload upload) {
        SavedPlan plan = SavedPlan.read(store.folder(upload));
        begin(upload, Phase.QUEUED, lockedHome, task -> runner.run(upload, plan, task));
    }

    private void begin(Upload upload, Phase phase, Optional<Path> home, Body body) {
        UploadTask task = new UploadTask();
        if (!add(upload, task, phase)) {
            return;
        }
        try {
            threads.execute(() -> execute(upload, task, home, body));
        } catch (RuntimeException | Error e) {
            try {
                fail(upload, task, e);
            } finally {
                end(upload, task);
            }
            throw e;
        }
    }

    private void execute(Upload upload, UploadTask task, Optional<Path> home, Body body) {
        try {
            Locale language = Locale.forLanguageTag(upload.language());
            Messages.inLanguage(language, () -> inTurn(task, home, body));
        } catch (Exception | Error e) {
            fail(upload, task, e);
        } finally {
            end(upload, task);
        }
    }

    /** An error after the end of a run does not change its outcome. */
    private void fail(Upload upload, UploadTask task, Throwable failure) {
        String why = store.withTitle(upload, UploadFailures.explain(failure, task));
        store.update(
                upload.id(), now -> failure instanceof Exception || now.phase().isActive() ? now.failed(why) : now);
    }

    private void end(Upload upload, UploadTask task) {
        active.remove(upload.id());
        task.end();
    }

    /** False if the upload has become active. */
    private boolean add(Upload upload, UploadTask task, Phase phase) {
        awaitEnding(upload);
        synchronized (this) {
            if (active.containsKey(upload.id())) {
                return false;
            }
            store.update(upload.id(), now -> now.in(phase));
            active.put(upload.id(), task);
            return true;
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
            body.execute(task);
            return true;
        });
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
        synchronized (this) {
            if (!active.containsKey(upload.id())) {
                store.delete(upload);
            }
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
