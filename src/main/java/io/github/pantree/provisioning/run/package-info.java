/** The public types of a run: progress, outcome, deadline, stop signal. */
@NullMarked
package io.github.pantree.provisioning.run;

import org.jspecify.annotations.NullMarked;
