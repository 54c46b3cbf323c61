package io.github.pantree.provisioning;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.pan123.CallFigures;
import java.time.Duration;

/**
 * Where a run stands.
 *
 * @param phase what it is doing, one word
 * @param folders the folders by state; all zero until the manifest is checked
 * @param rows rows of the manifest that were read by this run
 * @param calls the calls so far
 * @param elapsed time since the start
 */
public record Progress(String phase, FolderCounts folders, long rows, CallFigures calls, Duration elapsed) {}
