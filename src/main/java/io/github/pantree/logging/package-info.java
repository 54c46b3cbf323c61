/** How log lines are written, as text or as JSON, and what they are about: run, row, folder, trace ID. Logback lives only here. */
@NullMarked
package io.github.pantree.logging;

import org.jspecify.annotations.NullMarked;
