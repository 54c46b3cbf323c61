/** The mkdir engine: which folder is sent when, what an answer means, and how folders in doubt are settled. No Spring Batch. */
@NullMarked
package io.github.pantree.provisioning.create;

import org.jspecify.annotations.NullMarked;
