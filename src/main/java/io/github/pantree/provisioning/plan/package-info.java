/** Plans: what a run would do, saved and checked again before it does it. */
@NullMarked
package io.github.pantree.provisioning.plan;

import org.jspecify.annotations.NullMarked;
