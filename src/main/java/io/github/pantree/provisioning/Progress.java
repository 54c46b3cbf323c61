package io.github.pantree.provisioning;

import io.github.pantree.folder.FolderCounts;
import java.time.Duration;

/**
 * Where a run stands.
 *
 * @param phase what it is doing, one word
 * @param folders the folders by state; all zero until the manifest is checked
 * @param rows rows of the manifest that were read by this run
 * @param calls calls sent so far
 * @param limited those answered with "too many requests"
 * @param retried those that were sent again
 * @param rate calls per second that are allowed at present
 * @param elapsed time since the start
 */
public record Progress(
        String phase,
        FolderCounts folders,
        long rows,
        long calls,
        long limited,
        long retried,
        double rate,
        Duration elapsed) {}
