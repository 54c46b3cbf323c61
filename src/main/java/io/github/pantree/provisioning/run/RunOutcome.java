package io.github.pantree.provisioning.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param folder where the result files are; null if the run came to none
 * @param nothingLeft whether an earlier run had done it all
 * @param reason what kept the run from completing, for a person; null if nothing did
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
