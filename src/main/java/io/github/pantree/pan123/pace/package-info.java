/** Decides when a call may be sent: rate limit, outages. */
@NullMarked
package io.github.pantree.pan123.pace;

import org.jspecify.annotations.NullMarked;
