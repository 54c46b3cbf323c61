/** Locks on a home and on a manifest, and waiting for them. */
@NullMarked
package io.github.pantree.provisioning.lock;

import org.jspecify.annotations.NullMarked;
