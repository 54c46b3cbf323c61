/** The remote API: calls, tokens, answers and errors, and the pace at which calls leave. */
@NullMarked
package io.github.pantree.pan123;

import org.jspecify.annotations.NullMarked;
