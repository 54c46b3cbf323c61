package io.github.pantree.provisioning;

import io.github.pantree.folder.FolderCounts;

/**
 * One run in the job repository.
 *
 * @param when its start, local time
 * @param folders the counts of its manifest and target now
 */
public record RunLine(String run, String when, String manifest, String state, FolderCounts folders) {}
