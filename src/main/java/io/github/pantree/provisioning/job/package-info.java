/** The batch jobs: steps, readers, writers, launching, and their stored runs. Spring Batch is used only here. */
@NullMarked
package io.github.pantree.provisioning.job;

import org.jspecify.annotations.NullMarked;
