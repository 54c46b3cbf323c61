/** The runs of the past: what is known of them, how to resume one, and purging. */
@NullMarked
package io.github.pantree.provisioning.history;

import org.jspecify.annotations.NullMarked;
