/** The batch job: steps, readers, writers, and launching it. Spring Batch is used only here, at the door and in history. */
@NullMarked
package io.github.pantree.provisioning.job;

import org.jspecify.annotations.NullMarked;
