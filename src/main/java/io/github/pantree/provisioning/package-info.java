/** The entry point to runs, plans, verification and history, and the application context behind it. */
@NullMarked
package io.github.pantree.provisioning;

import org.jspecify.annotations.NullMarked;
