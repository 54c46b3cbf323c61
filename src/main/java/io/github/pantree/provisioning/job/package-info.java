/**
 * The batch job: steps, readers, writers, launching. Spring Batch is used only here, in the parent package and in
 * {@code history}.
 */
@NullMarked
package io.github.pantree.provisioning.job;

import org.jspecify.annotations.NullMarked;
