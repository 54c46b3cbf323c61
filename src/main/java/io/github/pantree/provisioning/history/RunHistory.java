package io.github.pantree.provisioning.history;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.provisioning.job.ErrorGroups;
import io.github.pantree.provisioning.job.ProvisioningJobConfiguration;
import io.github.pantree.provisioning.job.ResultWriter;
import io.github.pantree.provisioning.job.RunOutcomeStore;
import io.github.pantree.provisioning.job.RunParameters;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.report.ExitCode;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** The runs in the job repository, and what is known of each. */
public final class RunHistory {

    private static final String COMPLETED = "completed";
    private static final String FAILED = "failed";
    private static final String KILLED = "killed";

    private final JobRepository repository;
    private final Ledger ledger;
    private final RunSettings settings;
    private final AdvisoryLocks locks;

    public RunHistory(JobRepository repository, Ledger ledger, RunSettings settings, AdvisoryLocks locks) {
        this.repository = repository;
        this.ledger = ledger;
        this.settings = settings;
        this.locks = locks;
    }

    /** Newest first. */
    public List<RunOverview> runs() {
        Set<Long> later = new HashSet<>();
        return executions()
                .map(execution ->
                        line(execution, later.add(execution.getJobInstance().getId())))
                .toList();
    }

    private Stream<JobExecution> executions() {
        return repository.findJobInstances(ProvisioningJobConfiguration.JOB).stream()
                .flatMap(instance -> repository.getJobExecutions(instance).stream())
                .sorted(Comparator.comparing(JobExecution::getId).reversed());
    }

    private RunOverview line(JobExecution execution, boolean isLast) {
        RunParameters run = RunParameters.from(execution.getJobParameters());
        String state =
                RunOutcomeStore.state(execution, () -> isLast && locks.areShared() && locks.isHeld(run.target()));
        FolderCounts counts = state.equals(RunOutcomeStore.RUNNING)
                ? ledger.counts(run.manifest())
                : RunOutcomeStore.counts(execution).orElse(null);
        if (counts == null && isLast && !state.equals(KILLED) && ledger.isResolved(run.manifest())) {
            // The first versions kept neither, and nothing has happened since.
            counts = ledger.counts(run.manifest());
            state = state.equals(FAILED) && counts.pending() == 0 ? ExitCode.REJECTS.status() : state;
        }
        return new RunOverview(
                ResultWriter.runName(execution),
                zoned(execution.getCreateTime()),
                run.file().toString(),
                state,
                counts);
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
     * All that is known of a run.
     *
     * @param run its name, or the number at its end
     * @throws InvalidSettingException if there is none of that name
     */
    public RunDetails details(String run) {
        List<JobExecution> all = executions().toList();
        JobExecution execution =
                all.stream().filter(one -> matches(one, run)).findFirst().orElseThrow(() -> unknown(run, all));
        JobExecution last = all.stream()
                .filter(one -> one.getJobInstance().getId()
                        == execution.getJobInstance().getId())
                .findFirst()
                .orElseThrow();
        return details(execution, last);
    }

    private static boolean matches(JobExecution execution, String run) {
        return ResultWriter.runName(execution).equals(run) || run.equals(String.valueOf(execution.getId()));
    }

    private InvalidSettingException unknown(String run, List<JobExecution> all) {
        Optional<String> nearest = all.stream()
                .map(ResultWriter::runName)
                .min(Comparator.comparing(
                        name -> LevenshteinDistance.getDefaultInstance().apply(name, run)));
        return new InvalidSettingException(
                "--run",
                run,
                Messages.format("setting.run.rule", settings.home()),
                nearest.map(name -> Messages.format("setting.run.near", name))
                        .orElseGet(() -> Messages.format("setting.run.none")));
    }

    private RunDetails details(JobExecution execution, JobExecution last) {
        RunParameters run = RunParameters.from(execution.getJobParameters());
        boolean isLast = execution.getId() == last.getId();
        RunOverview line = line(execution, isLast);
        boolean killed = line.state().equals(KILLED);
        boolean known = isLast && killed && ledger.isResolved(run.manifest());
        Optional<RunStatistics> figures = RunOutcomeStore.statistics(execution);
        List<ErrorGroup> errors = figures.map(RunStatistics::errors)
                .orElseGet(() -> isLast ? ErrorGroups.of(ledger, run.manifest()) : List.of());
        return new RunDetails(
                line,
                killed ? null : zonedOrNull(execution.getEndTime()),
                known ? ledger.counts(run.manifest()) : null,
                execution.getStepExecutions().stream()
                        .sorted(Comparator.comparing(StepExecution::getId))
                        .map(step -> step(step, killed))
                        .toList(),
                figures.orElse(null),
                errors,
                isLast && !line.state().equals(COMPLETED) ? command(execution, run) : null,
                isLast ? null : ResultWriter.runName(last));
    }

    private static RunDetails.Step step(StepExecution step, boolean killed) {
        boolean cut = killed && step.getEndTime() == null;
        return new RunDetails.Step(
                step.getStepName(),
                cut ? KILLED : step.getStatus().name().toLowerCase(Locale.ROOT),
                zonedOrNull(step.getStartTime()),
                zonedOrNull(step.getEndTime()),
                step.getReadCount());
    }

    /** As it was given; of a run of an older version, with what identifies it. */
    private @Nullable String command(JobExecution execution, RunParameters run) {
        String kept = execution.getJobParameters().getString(RunParameters.COMMAND);
        if (kept != null) {
            return ResumeCommand.in(settings.home(), kept);
        }
        Map<String, String> identity = run.target().parent().value().isEmpty()
                ? Map.of("pantree.base-url", run.target().baseUrl())
                : Map.of(
                        "pantree.base-url", run.target().baseUrl(),
                        "pantree.parent", run.target().parent().value());
        return ResumeCommand.command(run.file(), identity, Optional.empty())
                .map(command -> ResumeCommand.in(settings.home(), command))
                .orElse(null);
    }
}
