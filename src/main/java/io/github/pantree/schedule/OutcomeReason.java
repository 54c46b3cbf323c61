package io.github.pantree.schedule;

import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Explains the outcome of a job's run to people who did not see it. */
final class OutcomeReason {

    private OutcomeReason() {}

    /**
     * The reason of an outcome: for an invalid manifest, its first problem.
     *
     * @param problems passes each problem of the manifest to a consumer
     * @return null if there is nothing to explain
     */
    static @Nullable String of(RunOutcome outcome, Path manifest, Consumer<Consumer<Problem>> problems) {
        if (outcome.nothingLeft()) {
            return Messages.format("job.alreadyProvisioned", outcome.summary().run());
        }
        return outcome.end() == RunStatus.INVALID_MANIFEST ? firstProblem(manifest, problems) : outcome.reason();
    }

    private static @Nullable String firstProblem(Path manifest, Consumer<Consumer<Problem>> problems) {
        List<Problem> first = new ArrayList<>();
        long[] count = {0};
        problems.accept(problem -> {
            if (problem.severity() == Severity.PROBLEM && count[0]++ == 0) {
                first.add(problem);
            }
        });
        return first.isEmpty()
                ? null
                : Messages.format(
                        "job.invalid", count[0], first.get(0).describe(String.valueOf(manifest.getFileName())));
    }
}
