/** The progress of a run for other processes: published to a file in the home, and read from there. */
@NullMarked
package io.github.pantree.provisioning.progress;

import org.jspecify.annotations.NullMarked;
