/** The words that every room shares: name, dirID, state, counts. */
@NullMarked
package io.github.pantree.folder;

import org.jspecify.annotations.NullMarked;
