/** The meters of runs, under stable names, and how a run pushes them. */
@NullMarked
package io.github.pantree.metrics;

import org.jspecify.annotations.NullMarked;
