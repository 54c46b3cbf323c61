/** Notifications about runs: which events go to which destinations, with settings checked at start. */
@NullMarked
package io.github.pantree.notification;

import org.jspecify.annotations.NullMarked;
