/** Delivers notifications: webhooks, mail, retries. The mail library is used only here. */
@NullMarked
package io.github.pantree.notification.channel;

import org.jspecify.annotations.NullMarked;
