/** Notifications about runs: events, destinations, and their settings, which are validated at start. */
@NullMarked
package io.github.pantree.notification;

import org.jspecify.annotations.NullMarked;
