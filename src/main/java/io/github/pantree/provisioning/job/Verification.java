package io.github.pantree.provisioning.job;

import io.github.pantree.provisioning.run.RunOutcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A finished comparison.
 *
 * @param differences the file with the differences; null if there are none, or no comparison
 */
public record Verification(RunOutcome outcome, @Nullable Path differences) {}
