/** A run as its callers see it: progress, outcome, deadline, and how it is stopped. */
@NullMarked
package io.github.pantree.provisioning.run;

import org.jspecify.annotations.NullMarked;
