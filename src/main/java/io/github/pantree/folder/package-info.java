/** The domain model that all packages share: names, dirID, state, counts. */
@NullMarked
package io.github.pantree.folder;

import org.jspecify.annotations.NullMarked;
