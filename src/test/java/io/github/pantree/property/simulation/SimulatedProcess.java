package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.property.simulation.SimulatedDatabase.Session;
import io.github.pantree.property.simulation.SimulatedHistory.Launch;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.create.CreationContext;
import io.github.pantree.provisioning.create.SteppedCreator;
import io.github.pantree.provisioning.job.SteppedDiscovery;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.InvalidSettingException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;

/** One run of a manifest: it looks, then creates, turn by turn, and can end between any two of its commits. */
final class SimulatedProcess {

    /** How it ended, by its exit code. */
    static final int DONE = 0;

    static final int DEFECT = 1;
    static final int FAILED_ROWS = 4;
    static final int STOPPED = 5;
    static final int LOCKED = 6;
    static final int KILLED = 137;
    static final int RUNNING = -1;

    private final SimulatedWorld world;
    private final Launch launch;
    private final long manifest;
    private final VirtualCalls calls;
    private final SimulatedApi api;
    private final StopSignal stop;
    private final Set<DirId> seenTwice = new HashSet<>();
    private int commits;
    private int code = RUNNING;
    private long version;
    private boolean stepping;
    private @Nullable RuntimeException failure;
    private @Nullable Session session;
    private @Nullable Ledger ledger;
    private @Nullable SteppedDiscovery discovery;
    private @Nullable SteppedCreator creator;

    SimulatedProcess(SimulatedWorld world, Launch launch) {
        this.world = world;
        this.launch = launch;
        this.manifest = world.database().register(launch.paths());
        this.calls = new VirtualCalls(world.time(), world.random(), () -> wakeAfter(0));
        this.api = new SimulatedApi(
                world.server(),
                world.history().namesPerCall(),
                world.variation().texts(world.texts(), world.time()),
                world.time(),
                world.variation()::understood,
                world.laws().observer(this));
        this.stop = new StopSignal(api);
        world.time().after(launch.delay(), this::start);
    }

    @Override
    public String toString() {
        return "m" + manifest + "@" + launch.delay();
    }

    /** Folders that a listing showed it beside another one of the requested name. */
    Set<DirId> seenTwice() {
        return seenTwice;
    }

    /** What ended it, if it was an exception. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    long manifest() {
        return manifest;
    }

    List<LedgerFolder> rows() {
        return world.database().manifest(manifest).rows();
    }

    int code() {
        return code;
    }

    Session session() {
        if (session == null) {
            throw new IllegalStateException("Not started");
        }
        return session;
    }

    private void start() {
        Session acquired = world.database().lock(manifest);
        if (acquired == null) {
            code = LOCKED;
            return;
        }
        session = acquired;
        if (world.variation().detectsLosses()) {
            world.database().recover();
        }
        plan(launch.killAfter(), this::kill);
        plan(launch.stopAfter(), () -> stop.request("signal"));
        plan(world.database().isShared() ? launch.loseLockAfter() : 0, () -> {
            world.trace(() -> this + " loses its lock");
            acquired.connected = false;
        });
        world.trace(() -> this + " starts " + launch);
        Ledger opened = world.variation()
                .ledger(
                        new SimulatedLedger(world.database(), acquired, this::crashPoint).ledger(),
                        world.database().manifest(manifest));
        ledger = opened;
        ProgressTracker progress = new ProgressTracker(api, world.time(), PantreeMetrics.NONE);
        RunSettings settings = world.settings();
        discovery = new SteppedDiscovery(
                manifest, opened, api, settings, world.time(), progress, stop, executor(), mostListedFirst());
        creator = new SteppedCreator(new CreationContext(
                manifest,
                opened.folders(),
                opened.tree(),
                api,
                settings,
                world.time(),
                progress,
                stop,
                executor(),
                world.random()));
        wakeAfter(0);
    }

    private CallExecutor executor() {
        return SteppedCreator.executor(world.settings().concurrency(), world.time(), calls, calls.answers());
    }

    private void plan(long wait, Runnable action) {
        if (wait > 0) {
            world.time().after(wait, () -> {
                if (code == RUNNING) {
                    action.run();
                }
            });
        }
    }

    private void crashPoint() {
        if (++commits == launch.killAtCommit()) {
            throw new SimulatedCrash();
        }
    }

    private void kill() {
        end(KILLED);
        calls.kill();
        if (ledger != null) {
            world.variation().onKill(ledger);
        }
    }

    private static boolean isExpected(RuntimeException e) {
        return e instanceof ApiUnavailableException
                || e instanceof CannotAcquireLockException
                || e instanceof InvalidSettingException;
    }

    /** A later time replaces an earlier one: an answer that has arrived wakes it at once. */
    private void wakeAfter(long wait) {
        long own = ++version;
        world.time().after(wait, () -> {
            if (own == version && !stepping && code == RUNNING) {
                step();
            }
        });
    }

    private void step() {
        stepping = true;
        try {
            if (!proceed() && code == RUNNING) {
                end(stop.isRequested() ? STOPPED : result());
            }
        } catch (SimulatedCrash e) {
            kill();
        } catch (RuntimeException e) {
            failure = e;
            end(isExpected(e) ? STOPPED : DEFECT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            stepping = false;
        }
        if (code == RUNNING) {
            wakeAfter(calls.lastWait());
        }
    }

    /** Half of the processes list one or two parents before they create, so that the others are listed in between. */
    private int mostListedFirst() {
        int kind = Math.floorMod(launch.hashCode(), 4);
        return kind < 2 ? kind + 1 : Integer.MAX_VALUE;
    }

    /** Whether there is more to do. */
    private boolean proceed() throws InterruptedException {
        SteppedDiscovery looking = discovery;
        if (looking != null) {
            if (!looking.step()) {
                discovery = null;
                return !stop.isRequested() && admit();
            }
            return true;
        }
        return creator != null && creator.step();
    }

    private boolean admit() {
        if (ledger == null || creator == null) {
            throw new IllegalStateException("Not started");
        }
        List<LedgerFolder> unfinished = ledger.folders().unfinished(manifest, LedgerFolder.TARGET, Integer.MAX_VALUE);
        creator.admit(unfinished);
        return !unfinished.isEmpty()
                || !ledger.tree().sentAgain(manifest, LedgerFolder.TARGET, 1).isEmpty();
    }

    private int result() {
        FolderCounts counts =
                ledger == null ? FolderCounts.NONE : ledger.folders().counts(manifest);
        if (!world.database().isCurrent(session())) {
            // The next holder of the lock has begun again.
            return STOPPED;
        }
        if (counts.pending() > 0) {
            return DEFECT;
        }
        return counts.failed() + counts.blocked() > 0 ? FAILED_ROWS : DONE;
    }

    private void end(int with) {
        if (code != RUNNING) {
            return;
        }
        code = with;
        world.trace(() -> this + " ends with " + with + " " + failure);
        if (with != KILLED && creator != null) {
            try {
                creator.close();
            } catch (SimulatedCrash e) {
                code = KILLED;
            }
        }
        calls.kill();
        Session held = session();
        if (code == KILLED && world.database().isShared()) {
            world.time().after(world.random().nextLong(VirtualCalls.LATENCY), () -> held.connected = false);
        } else {
            held.connected = false;
        }
        if (code != KILLED) {
            world.laws().onEnd(this);
        }
    }
}
