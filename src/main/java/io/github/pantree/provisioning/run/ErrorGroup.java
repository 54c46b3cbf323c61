package io.github.pantree.provisioning.run;

import java.util.List;

/**
 * Folders that failed alike.
 *
 * @param error the message of their rows, without the names and IDs in it
 * @param traceIds those of the first of them, as far as the API gave any
 */
public record ErrorGroup(String error, long count, List<String> traceIds) {}
