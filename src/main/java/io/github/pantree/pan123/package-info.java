/** The remote API as callers see it: calls, their results and failures, settings, capabilities. */
@NullMarked
package io.github.pantree.pan123;

import org.jspecify.annotations.NullMarked;
