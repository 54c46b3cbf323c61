/** Configures the ledger's beans. */
@NullMarked
package io.github.pantree.ledger.config;

import org.jspecify.annotations.NullMarked;
