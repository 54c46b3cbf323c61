/** The meters of runs, under stable names, and the push gateway that takes those of a batch run. */
@NullMarked
package io.github.pantree.metrics;

import org.jspecify.annotations.NullMarked;
