/** From the bytes of a CSV file to checked rows, or to problems that name their line. */
@NullMarked
package io.github.pantree.manifest;

import org.jspecify.annotations.NullMarked;
