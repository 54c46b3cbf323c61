package io.github.pantree.provisioning.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run.
 *
 * @param folder the folder of the result files; null if there are none
 * @param nothingLeft whether an earlier run had created everything
 * @param reason why the run did not complete, for display; null if it did
 * @param manifest the manifest's number in the ledger
 */
public record RunOutcome(
        Summary summary,
        @Nullable Path folder,
        boolean nothingLeft,
        @Nullable String reason,
        long manifest) {

    public RunStatus end() {
        return summary.end();
    }
}
