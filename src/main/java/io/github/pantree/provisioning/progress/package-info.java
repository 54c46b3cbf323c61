/** The progress of a run as other processes see it: published to a file of the home, and read from there. */
@NullMarked
package io.github.pantree.provisioning.progress;

import org.jspecify.annotations.NullMarked;
