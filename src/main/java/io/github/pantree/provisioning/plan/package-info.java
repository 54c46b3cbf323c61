/** Saved plans, their trees, and their comparison with the manifest before anything is sent. */
@NullMarked
package io.github.pantree.provisioning.plan;

import org.jspecify.annotations.NullMarked;
