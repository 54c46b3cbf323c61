/** Reads manifests: from the bytes of a CSV file or a workbook to checked rows, or to problems with their lines. */
@NullMarked
package io.github.pantree.manifest;

import org.jspecify.annotations.NullMarked;
