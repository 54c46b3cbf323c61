/** The remote API as its callers see it: calls, results and failures, settings, capabilities. */
@NullMarked
package io.github.pantree.pan123;

import org.jspecify.annotations.NullMarked;
