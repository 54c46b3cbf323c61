/** Reads the rows of Excel workbooks. Apache POI is used only here. */
@NullMarked
package io.github.pantree.manifest.workbook;

import org.jspecify.annotations.NullMarked;
