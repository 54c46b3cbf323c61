/** Stores the ledger in a database: statements, migrations, and what the two databases do differently. */
@NullMarked
package io.github.pantree.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
