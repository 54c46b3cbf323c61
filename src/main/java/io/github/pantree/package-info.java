/** Bulk folder provisioning for 123pan: a CSV manifest becomes a folder tree, exactly once. */
@NullMarked
package io.github.pantree;

import org.jspecify.annotations.NullMarked;
