package io.github.pantree.cli;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem.Severity;
import io.github.pantree.support.ResultFileNames;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Prints the first problems of a manifest, and the number of the others. */
final class ProblemReport {

    private static final int MOST_SHOWN = 50;

    private final PrintStream out;
    private final String file;
    private final @Nullable Path folder;
    /**
     * @param file the manifest as the user named it
     * @param folder the folder with the file of all problems; null if there is none
     */
    ProblemReport(PrintStream out, String file, @Nullable Path folder) {
        this.out = out;
        this.file = file;
        this.folder = folder;
    }

    /** Prints the problems of an invalid manifest. */
    void refusal(Provisioning provisioning, long manifest) {
        long problems = notes(provisioning, manifest);
        String text = Messages.format("problems.invalid", problems);
        out.println(folder == null ? text : text + " " + Messages.format("problems.file", position()));
    }

    /** Prints the problems, warnings and changes of a manifest; returns the number of problems. */
    long notes(Provisioning provisioning, long manifest) {
        long[] all = {0};
        long[] problems = {0};
        provisioning.forEachProblem(manifest, problem -> {
            problems[0] += problem.severity() == Severity.PROBLEM ? 1 : 0;
            if (all[0]++ < MOST_SHOWN) {
                out.println(problem.describe(file));
            }
        });
        if (all[0] > MOST_SHOWN) {
            out.println(Messages.format("problems.more", all[0] - MOST_SHOWN, position()));
        }
        return problems[0];
    }

    private String position() {
        return folder == null
                ? Messages.format("problems.notSaved")
                : folder.resolve(ResultFileNames.PROBLEMS).toString();
    }
}
