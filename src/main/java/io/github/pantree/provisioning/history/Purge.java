package io.github.pantree.provisioning.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.postgres.AdvisoryLock;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.provisioning.job.StoredRun;
import io.github.pantree.provisioning.job.StoredRuns;
import io.github.pantree.provisioning.lock.LockHolder;
import io.github.pantree.provisioning.run.Failpoint;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Deletes finished runs of a given age: their result files in the home, their rows in the job repository and, with the
 * last run of a manifest, its folders in the ledger.
 *
 * <p>Invariants: a manifest whose last run can be resumed is not touched. The files are deleted first, then the rows of
 * the job repository and the manifest's name in the ledger, in one transaction. The folders of the manifest can no
 * longer be found then; they are deleted last, in batches. A purge that is killed at any moment is completed by the
 * next one.
 */
public final class Purge {

    private final StoredRuns storedRuns;
    private final Ledger ledger;
    private final AdvisoryLocks locks;
    private final TransactionTemplate transaction;
    private final Path runs;
    private final TimeSource timing;

    public Purge(
            StoredRuns storedRuns,
            Ledger ledger,
            AdvisoryLocks locks,
            PlatformTransactionManager transactions,
            RunSettings settings,
            TimeSource timing) {
        this.storedRuns = storedRuns;
        this.ledger = ledger;
        this.locks = locks;
        this.transaction = new TransactionTemplate(transactions);
        this.runs = settings.home().resolve(StoredRun.FOLDER);
        this.timing = timing;
    }

    /**
     * Parses an age, such as {@code 90d}.
     *
     * @param setting the setting or option that contains it
     * @throws InvalidSettingException if the text is not an age
     */
    public static Duration age(String setting, String text) {
        // Spring would read a number without a unit as milliseconds.
        if (text.strip().matches("[1-9]\\d{0,5}[smhd]")) {
            return DurationStyle.SIMPLE.parse(text.strip());
        }
        throw InvalidSettingException.of(setting, text, "age");
    }

    /**
     * Deletes runs that ended longer ago than the given age.
     *
     * @param dryRun only reports what would be deleted
     */
    public PurgeOutcome purge(Duration olderThan, boolean dryRun) {
        return new Pass(olderThan, dryRun).run();
    }

    /** The job instances that refer to each manifest. Reads all runs, which takes seconds if there are thousands. */
    private Map<Long, Set<Long>> instancesByManifest() {
        return Stream.concat(storedRuns.byInstance(), storedRuns.comparisonsByInstance())
                .flatMap(List::stream)
                .collect(groupingBy(run -> run.parameters().manifest(), mapping(StoredRun::instance, toSet())));
    }

    /** Why the last run of a manifest is kept: it can be resumed, unless it completed or processed no folder. */
    private Optional<String> reasonToKeep(StoredRun last) {
        long manifest = last.parameters().manifest();
        if (last.isCompleted() || !ledger.manifests().isResolved(manifest)) {
            return Optional.empty();
        }
        FolderCounts counts = ledger.report().counts(manifest);
        return Optional.of(Messages.format(
                "purge.resumable",
                counts.total() - counts.done(),
                counts.total(),
                last.state(() -> false).label()));
    }

    private boolean refersAnother(Map<Long, Set<Long>> instances, StoredRun run) {
        return instances.getOrDefault(run.parameters().manifest(), Set.of()).stream()
                .anyMatch(instance -> instance != run.instance() && storedRuns.exists(instance));
    }

    private static String file(StoredRun run) {
        return run.parameters().file().toString();
    }

    /** One purge, with the runs that it has deleted and kept so far. */
    private final class Pass {

        private final Duration olderThan;
        private final LocalDateTime before;
        private final boolean dryRun;
        private final List<PurgeOutcome.Deleted> deleted = new ArrayList<>();
        private final List<PurgeOutcome.Retained> kept = new ArrayList<>();
        private long folders;
        /** Those that referred to each manifest at the first comparison; null until then. */
        private @Nullable Map<Long, Set<Long>> instances;

        Pass(Duration olderThan, boolean dryRun) {
            this.olderThan = olderThan;
            this.before = LocalDateTime.ofInstant(timing.now(), ZoneId.systemDefault())
                    .minus(olderThan);
            this.dryRun = dryRun;
        }

        PurgeOutcome run() {
            storedRuns.byInstance().forEach(this::purgeRuns);
            storedRuns.comparisonsByInstance().forEach(this::purgeComparison);
            if (!dryRun) {
                ledger.maintenance().deleteMarked();
            }
            return new PurgeOutcome(olderThan.toSeconds(), dryRun, deleted, kept, folders);
        }

        private void purgeRuns(List<StoredRun> newestFirst) {
            if (newestFirst.stream().anyMatch(this::isOld)) {
                whileLocked(newestFirst.get(0), () -> purgeOldRuns(newestFirst));
            }
        }

        private void purgeOldRuns(List<StoredRun> newestFirst) {
            StoredRun last = newestFirst.get(0);
            Optional<String> reason = reasonToKeep(last);
            if (reason.isPresent()) {
                keep(last, reason.get());
            } else if (isOld(last)) {
                long lines =
                        ledger.report().counts(last.parameters().manifest()).total();
                folders += deleteInstance(newestFirst, true) ? lines : 0;
            } else {
                newestFirst.stream()
                        .filter(this::isOld)
                        .forEach(old -> delete(List.of(old), () -> storedRuns.delete(old)));
            }
        }

        /** Deletes a manifest that was only compared together with its last comparison. */
        private void purgeComparison(List<StoredRun> newestFirst) {
            if (newestFirst.stream().allMatch(this::isOld)) {
                StoredRun last = newestFirst.get(0);
                whileLocked(last, () -> deleteInstance(newestFirst, !isReferencedByOthers(last)));
            }
        }

        /** Whether the manifest of a run has runs of other instances; it is locked, but was not when they were read. */
        private boolean isReferencedByOthers(StoredRun run) {
            if (instances == null) {
                instances = instancesByManifest();
            }
            return refersAnother(instances, run) || (locks.areShared() && refersAnother(instancesByManifest(), run));
        }

        /**
         * Executes the work unless another process uses the manifest. The home is locked, but a database server is
         * shared with other homes.
         */
        private void whileLocked(StoredRun last, Runnable work) {
            if (!locks.areShared()) {
                work.run();
                return;
            }
            Optional<AdvisoryLock> lock =
                    locks.acquire(last.parameters().target(), LockHolder.current("purge"), () -> {});
            if (lock.isEmpty()) {
                keep(last, Messages.format("purge.busy"));
                return;
            }
            try (AdvisoryLock held = lock.get()) {
                Objects.requireNonNull(held);
                work.run();
            }
        }

        private boolean isOld(StoredRun run) {
            return run.lastActive().isBefore(before);
        }

        private void keep(StoredRun run, String why) {
            kept.add(new PurgeOutcome.Retained(run.name(), file(run), why));
        }

        /** @param all the runs of the instance */
        private boolean deleteInstance(List<StoredRun> all, boolean withManifest) {
            StoredRun last = all.get(0);
            return delete(all, () -> {
                storedRuns.deleteInstance(last);
                if (withManifest) {
                    ledger.maintenance().markForDeletion(last.parameters().manifest());
                }
            });
        }

        /** Deletes runs, files first. Returns false, and keeps the runs, if files cannot be deleted. */
        private boolean delete(List<StoredRun> all, Runnable records) {
            try {
                for (StoredRun run : all) {
                    if (!dryRun) {
                        FileSystemUtils.deleteRecursively(runs.resolve(run.name()));
                    }
                }
            } catch (IOException e) {
                keep(all.get(0), FileSystemErrors.describe(e));
                return false;
            }
            if (!dryRun) {
                Failpoint.hit("purge-files");
                transaction.executeWithoutResult(status -> records.run());
                Failpoint.hit("purge-records");
            }
            all.forEach(run -> deleted.add(new PurgeOutcome.Deleted(run.name(), file(run))));
            return true;
        }
    }
}
