/**
 * What several machines share through a PostgreSQL database: locks, fencing tokens, and small texts such as the access
 * token.
 */
@NullMarked
package io.github.pantree.ledger.postgres;

import org.jspecify.annotations.NullMarked;
