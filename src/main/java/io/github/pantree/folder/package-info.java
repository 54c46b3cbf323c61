/** The domain model that packages share: names, dirID, state, counts. */
@NullMarked
package io.github.pantree.folder;

import org.jspecify.annotations.NullMarked;
