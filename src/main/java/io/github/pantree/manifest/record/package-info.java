/** Records of a file: rows of cells with their line numbers, whatever the format. */
@NullMarked
package io.github.pantree.manifest.record;

import org.jspecify.annotations.NullMarked;
