/** The domain's vocabulary, shared by all packages: names, dirID, state, counts. */
@NullMarked
package io.github.pantree.folder;

import org.jspecify.annotations.NullMarked;
