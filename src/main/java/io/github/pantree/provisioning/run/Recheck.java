package io.github.pantree.provisioning.run;

/**
 * What a run with {@code --recheck} found.
 *
 * @param checked folders that earlier runs created or found, and that this run looked up again
 * @param restored those that had been deleted remotely, and that this run created again
 */
public record Recheck(long checked, long restored) {}
