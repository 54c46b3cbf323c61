package io.github.pantree.cli;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the first problems of a manifest, and states how many more there are. */
final class ProblemReport {

    private static final int MOST_SHOWN = 50;

    private final PrintStream out;
    private final String file;
    private final @Nullable Path folder;
    private final Map<Severity, Long> counts = new EnumMap<>(Severity.class);

    /**
     * @param file the manifest as the user named it
     * @param folder where all problems can be read; null if nowhere
     */
    ProblemReport(PrintStream out, String file, @Nullable Path folder) {
        this.out = out;
        this.file = file;
        this.folder = folder;
    }

    /** The problems of a manifest that cannot be run. */
    void refusal(Provisioning provisioning, long manifest) {
        list(provisioning, manifest);
        long problems = count(Severity.PROBLEM);
        String text = Messages.format(problems == 1 ? "problems.one" : "problems.many", problems);
        out.println(folder == null ? text : text + " " + Messages.format("problems.file", position()));
    }

    /** The warnings of a manifest that can be run. */
    void notes(Provisioning provisioning, long manifest) {
        list(provisioning, manifest);
    }

    private void list(Provisioning provisioning, long manifest) {
        long[] shown = {0};
        provisioning.forEachProblem(manifest, problem -> {
            counts.merge(problem.severity(), 1L, Long::sum);
            if (shown[0] < MOST_SHOWN) {
                shown[0]++;
                show(problem);
            }
        });
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (all > shown[0]) {
            out.println(Messages.format("problems.more", all - shown[0], position()));
        }
    }

    private void show(Problem problem) {
        out.println(problem.describe(file));
    }

    private String position() {
        return folder == null
                ? Messages.format("problems.nowhere")
                : folder.resolve("problems.csv").toString();
    }

    private long count(Severity severity) {
        return counts.getOrDefault(severity, 0L);
    }
}
