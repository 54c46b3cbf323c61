/**
 * What several machines share through a PostgreSQL database: locks, and small texts such as the access
 * token.
 */
@NullMarked
package io.github.pantree.ledger.postgres;

import org.jspecify.annotations.NullMarked;
