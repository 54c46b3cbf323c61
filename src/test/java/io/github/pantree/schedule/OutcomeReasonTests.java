package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.CallCounts;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OutcomeReasonTests {

    private static final Path MANIFEST = Path.of("in", "list.csv");
    private static final Problem WARNING = problem(Severity.WARNING, 2);
    private static final Problem FIRST = problem(Severity.PROBLEM, 3);
    private static final Problem SECOND = problem(Severity.PROBLEM, 4);

    @Test
    void repeatedRunNamesTheRunThatDidTheWork() {
        assertThat(reason(RunStatus.COMPLETED, true, "ignored"))
                .isEqualTo(Messages.format("job.alreadyProvisioned", "run-7"));
    }

    @Test
    void otherOutcomesHaveTheirOwnReason() {
        assertThat(reason(RunStatus.STOPPED, false, "the deadline is over", FIRST))
                .isEqualTo("the deadline is over");
        assertThat(reason(RunStatus.COMPLETED, false, null)).isNull();
    }

    @Test
    void invalidManifestIsExplainedByItsFirstProblem() {
        assertThat(reason(RunStatus.INVALID_MANIFEST, false, "ignored", WARNING, FIRST, SECOND))
                .isEqualTo(Messages.format("job.invalid", 2, FIRST.describe("list.csv")));
        assertThat(reason(RunStatus.INVALID_MANIFEST, false, "ignored", WARNING))
                .isNull();
    }

    private static @Nullable String reason(
            RunStatus end, boolean nothingLeft, @Nullable String reason, Problem... problems) {
        Summary summary =
                new Summary("run-7", "list.csv", null, end, FolderCounts.NONE, new CallCounts(0, 0, 0, 0, 0), 1, null);
        RunOutcome outcome = new RunOutcome(summary, null, nothingLeft, reason, 1);
        return OutcomeReason.of(outcome, MANIFEST, List.of(problems)::forEach);
    }

    private static Problem problem(Severity severity, long line) {
        return new Problem(line, 1, severity, "what", "value", "rule", "remedy");
    }
}
