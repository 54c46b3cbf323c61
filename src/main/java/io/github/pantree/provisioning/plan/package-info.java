/** Plans: determine what a run would do, save it, and compare it again before anything is sent. */
@NullMarked
package io.github.pantree.provisioning.plan;

import org.jspecify.annotations.NullMarked;
