package io.github.pantree.cli;

import io.github.pantree.provisioning.Provisioning;
import java.io.PrintStream;

/** Lists what is wrong with a manifest. */
final class Problems {

    private final PrintStream out;
    private long count;

    Problems(PrintStream out) {
        this.out = out;
    }

    void print(Provisioning provisioning, long manifest, String file) {
        provisioning.eachProblem(manifest, problem -> {
            out.println(problem.describe(file));
            count++;
        });
        out.println(count + (count == 1 ? " problem; " : " problems; ")
                + "nothing was sent. Mend the manifest and run again.");
    }
}
