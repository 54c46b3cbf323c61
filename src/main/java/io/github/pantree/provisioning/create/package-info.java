/**
 * The mkdir engine: when a call is sent, what its response means, how doubt is settled. Independent of Spring Batch.
 */
@NullMarked
package io.github.pantree.provisioning.create;

import org.jspecify.annotations.NullMarked;
