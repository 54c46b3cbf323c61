/** The files that commands write: results, plans, differences, problems; as CSV, JSON, workbooks and HTML. */
@NullMarked
package io.github.pantree.report;

import org.jspecify.annotations.NullMarked;
