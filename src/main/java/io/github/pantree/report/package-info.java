/** The result files of a run: result, rejects, problems, summary; and the exit codes. */
@NullMarked
package io.github.pantree.report;

import org.jspecify.annotations.NullMarked;
