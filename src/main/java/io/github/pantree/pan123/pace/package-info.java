/** When a call may leave: rate, calls in flight, outages. */
@NullMarked
package io.github.pantree.pan123.pace;

import org.jspecify.annotations.NullMarked;
