/** Log lines as text or JSON, and their context: run, row, folder, trace ID. Logback is used only here. */
@NullMarked
package io.github.pantree.logging;

import org.jspecify.annotations.NullMarked;
