package io.github.pantree.provisioning.run;

import java.util.List;

/**
 * Folders that failed for the same reason.
 *
 * @param error the message of their rows, without names and IDs
 * @param traceIds trace IDs of the first folders, as far as the API returned any
 */
public record ErrorGroup(String error, long count, List<String> traceIds) {}
