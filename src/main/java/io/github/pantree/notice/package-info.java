/** Tells people how a run ended: by webhook or by mail. A notice that cannot be told is a warning, never a failure. */
@NullMarked
package io.github.pantree.notice;

import org.jspecify.annotations.NullMarked;
