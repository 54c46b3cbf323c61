/** Builds the tree of folders from the staged rows of a manifest, in memory and without SQL. */
@NullMarked
package io.github.pantree.ledger.tree;

import org.jspecify.annotations.NullMarked;
