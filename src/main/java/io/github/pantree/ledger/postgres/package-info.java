/** What several machines share through one PostgreSQL: locks, fencing, and small texts such as the token. */
@NullMarked
package io.github.pantree.ledger.postgres;

import org.jspecify.annotations.NullMarked;
