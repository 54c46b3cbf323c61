/** The durable state of every folder of every manifest: the types that callers see. SQL is in the sub-packages. */
@NullMarked
package io.github.pantree.ledger;

import org.jspecify.annotations.NullMarked;
