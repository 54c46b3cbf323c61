/** Earlier runs: overview, details, and purge. */
@NullMarked
package io.github.pantree.provisioning.history;

import org.jspecify.annotations.NullMarked;
