/** Earlier runs: overview, details, the command that resumes one, and purge. */
@NullMarked
package io.github.pantree.provisioning.history;

import org.jspecify.annotations.NullMarked;
