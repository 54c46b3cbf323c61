/** Plans: what a run would do, saved, and compared again before anything is sent. */
@NullMarked
package io.github.pantree.provisioning.plan;

import org.jspecify.annotations.NullMarked;
