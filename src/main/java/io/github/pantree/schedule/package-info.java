/** Unattended jobs: their schedules, their manifests, and the notifications about them. */
@NullMarked
package io.github.pantree.schedule;

import org.jspecify.annotations.NullMarked;
