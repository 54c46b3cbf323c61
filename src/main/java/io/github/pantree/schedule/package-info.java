/** Unattended jobs: the scheduler, the manifests of a job, the inbox, and notifications about its runs. */
@NullMarked
package io.github.pantree.schedule;

import org.jspecify.annotations.NullMarked;
