/** Pacing: decides when a call may be sent, by rate limit and outages. */
@NullMarked
package io.github.pantree.pan123.pace;

import org.jspecify.annotations.NullMarked;
