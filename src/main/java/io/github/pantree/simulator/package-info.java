/** A 123pan on loopback, with faults on demand. Shares no code with the client, so that both cannot share one mistake. */
@NullMarked
package io.github.pantree.simulator;

import org.jspecify.annotations.NullMarked;
