/** The durable state of every folder of every manifest: the types for callers. The SQL is in the subpackages. */
@NullMarked
package io.github.pantree.ledger;

import org.jspecify.annotations.NullMarked;
