package io.github.pantree.provisioning.history;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.provisioning.job.ErrorGroups;
import io.github.pantree.provisioning.job.ReportWriter;
import io.github.pantree.provisioning.job.RunParameters;
import io.github.pantree.provisioning.job.StoredRun;
import io.github.pantree.provisioning.job.StoredRun.StoredStep;
import io.github.pantree.provisioning.job.StoredRuns;
import io.github.pantree.provisioning.progress.ProgressReader;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.ResumeCommand;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** The runs in the job repository, with their details. */
public record RunHistory(
        StoredRuns storedRuns, Ledger ledger, RunSettings settings, AdvisoryLocks locks, ReportWriter reports) {

    /** Newest first. */
    public List<RunOverview> runs() {
        Set<Long> instances = new HashSet<>();
        Set<ProvisioningTarget> targets = new HashSet<>();
        return storedRuns.newestFirst().stream()
                .map(run -> overview(
                        run,
                        instances.add(run.instance()),
                        targets.add(run.parameters().target())))
                .toList();
    }

    /**
     * @param isLast whether it is the last run of its instance
     * @param isLastOfTarget whether it is the last one of all accounts, which have one lock
     */
    private RunOverview overview(StoredRun stored, boolean isLast, boolean isLastOfTarget) {
        RunParameters run = stored.parameters();
        RunState state = stored.state(() -> isLastOfTarget
                && locks.areShared()
                && locks.holder(run.target()).isPresent());
        if (state.isInProgress()) {
            return inProgress(stored);
        }
        FolderCounts counts = stored.counts().orElse(null);
        if (counts == null
                && isLast
                && !state.equals(RunState.KILLED)
                && ledger.manifests().isResolved(run.manifest())) {
            // The first versions stored neither, and nothing has happened since.
            counts = ledger.report().counts(run.manifest());
            boolean rejected = state.equals(RunState.FAILED) && counts.pending() == 0;
            state = rejected ? RunState.of(RunStatus.COMPLETED_WITH_REJECTS) : state;
        }
        return new RunOverview(
                stored.name(), zoned(stored.created()), run.file().toString(), run.name(), state, counts, null);
    }

    /** As it publishes itself, or, if it works with another home, as the ledger knows it. */
    private RunOverview inProgress(StoredRun stored) {
        RunParameters run = stored.parameters();
        return ProgressReader.of(settings.home(), stored.name())
                .map(RunOverview::of)
                .orElseGet(() -> new RunOverview(
                        stored.name(),
                        zoned(stored.created()),
                        run.file().toString(),
                        run.name(),
                        RunState.RUNNING,
                        ledger.report().counts(run.manifest()),
                        null));
    }

    private static OffsetDateTime zoned(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.MILLIS)
                .atZone(ZoneId.systemDefault())
                .toOffsetDateTime();
    }

    private static @Nullable OffsetDateTime zonedOrNull(@Nullable LocalDateTime time) {
        return time == null ? null : zoned(time);
    }

    /**
     * Everything that is recorded of a run.
     *
     * @param run its name, or the number at the end of the name
     * @throws InvalidSettingException if no run has this name
     */
    public RunDetails details(String run) {
        List<StoredRun> all = storedRuns.newestFirst();
        StoredRun found = find(run, all);
        return details(found, all);
    }

    /**
     * Writes the report of a run that has ended once more, and returns its file. The folders are shown as they are now.
     *
     * @param run its name, or the number at its end
     * @throws InvalidSettingException if no run has this name
     */
    public Path writeReport(String run) throws IOException {
        List<StoredRun> all = storedRuns.newestFirst();
        StoredRun found = find(run, all);
        StoredRun last = last(found, all);
        if (details(found, all).isInProgress()) {
            throw InvalidSettingException.of("--html", found.name(), "ended");
        }
        return reports.write(found, found.equals(last) ? null : last);
    }

    private StoredRun find(String run, List<StoredRun> all) {
        return all.stream().filter(one -> one.isNamed(run)).findFirst().orElseThrow(() -> unknown(run, all));
    }

    private static StoredRun last(StoredRun run, List<StoredRun> all) {
        return all.stream()
                .filter(one -> one.instance() == run.instance())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isLastOfTarget(StoredRun run, List<StoredRun> all) {
        return all.stream()
                .filter(one -> one.parameters().target().equals(run.parameters().target()))
                .findFirst()
                .filter(run::equals)
                .isPresent();
    }

    private InvalidSettingException unknown(String run, List<StoredRun> all) {
        Optional<String> nearest = all.stream()
                .map(StoredRun::name)
                .min(Comparator.comparing(
                        name -> LevenshteinDistance.getDefaultInstance().apply(name, run)));
        return new InvalidSettingException(
                "--run",
                run,
                Messages.format("setting.run.rule", settings.home()),
                nearest.map(name -> Messages.format("setting.run.suggestion", name))
                        .orElseGet(() -> Messages.format("setting.run.none")));
    }

    private RunDetails details(StoredRun stored, List<StoredRun> all) {
        RunParameters run = stored.parameters();
        StoredRun last = last(stored, all);
        boolean isLast = stored.equals(last);
        RunOverview overview = overview(stored, isLast, isLastOfTarget(stored, all));
        boolean killed = overview.state().equals(RunState.KILLED);
        boolean isCurrent = isLast && killed && ledger.manifests().isResolved(run.manifest());
        Optional<RunStatistics> statistics = stored.statistics();
        List<ErrorGroup> errors = statistics
                .map(RunStatistics::errors)
                .orElseGet(() -> isLast ? ErrorGroups.of(ledger.report(), run.manifest()) : List.of());
        return new RunDetails(
                overview,
                killed ? null : zonedOrNull(stored.ended()),
                isCurrent ? ledger.report().counts(run.manifest()) : null,
                steps(stored, killed),
                statistics.orElse(null),
                errors,
                isLast && overview.state().isResumable() ? command(stored) : null,
                isLast ? null : last.name());
    }

    private static List<RunDetails.Step> steps(StoredRun stored, boolean killed) {
        return stored.steps().stream().map(step -> step(step, killed)).toList();
    }

    private static RunDetails.Step step(StoredStep step, boolean killed) {
        boolean cut = killed && step.ended() == null;
        return new RunDetails.Step(
                step.name(),
                cut ? RunState.KILLED.label() : step.status(),
                zonedOrNull(step.started()),
                zonedOrNull(step.ended()),
                step.read());
    }

    /** The stored command; without one, as of version 0.1, a command with the identifying options. */
    private String command(StoredRun stored) {
        Path home = settings.home();
        return stored.resumeCommand(home)
                .orElseGet(() -> ResumeCommand.in(home, identifyingCommand(stored.parameters())));
    }

    private static String identifyingCommand(RunParameters run) {
        String parent = run.target().parent().value();
        Map<String, String> identity = new HashMap<>();
        identity.put("pantree.base-url", run.target().baseUrl());
        if (!parent.isEmpty()) {
            identity.put("pantree.parent", parent);
        }
        return ResumeCommand.command(run.file(), identity, Optional.empty());
    }
}
