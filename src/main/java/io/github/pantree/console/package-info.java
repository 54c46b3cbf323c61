/** The web console of {@code serve}: pages on which people upload manifests, run their plans, and look at jobs. */
@NullMarked
package io.github.pantree.console;

import org.jspecify.annotations.NullMarked;
