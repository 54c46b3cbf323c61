/** Stores the ledger in a database: statements, migrations, and the differences between the two databases. */
@NullMarked
package io.github.pantree.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
