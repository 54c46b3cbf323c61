/** Puts the parts of the ledger together for the application context. */
@NullMarked
package io.github.pantree.ledger.config;

import org.jspecify.annotations.NullMarked;
