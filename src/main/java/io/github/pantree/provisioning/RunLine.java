package io.github.pantree.provisioning;

import io.github.pantree.folder.FolderCounts;
import org.jspecify.annotations.Nullable;

/**
 * One run in the job repository.
 *
 * @param when its start, local time
 * @param state the status of its summary, or killed
 * @param folders the counts at its end; null if it was killed
 */
public record RunLine(
        String run,
        String when,
        String manifest,
        String state,
        @Nullable FolderCounts folders) {}
