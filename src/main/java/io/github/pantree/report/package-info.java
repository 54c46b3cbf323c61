/** The files that tell people what became of each row: result, rejects, summary. */
@NullMarked
package io.github.pantree.report;

import org.jspecify.annotations.NullMarked;
