/** The commands: what a person or a scheduler types, and what it gets back. The only room that prints. */
@NullMarked
package io.github.pantree.cli;

import org.jspecify.annotations.NullMarked;
