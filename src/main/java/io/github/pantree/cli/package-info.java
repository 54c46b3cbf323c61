/** The commands: parses the command line, prints results, and sets the exit code. Only this package prints. */
@NullMarked
package io.github.pantree.cli;

import org.jspecify.annotations.NullMarked;
