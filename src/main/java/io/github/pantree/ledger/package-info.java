/** What is known of every folder of every manifest, durably. The only room that speaks SQL. */
@NullMarked
package io.github.pantree.ledger;

import org.jspecify.annotations.NullMarked;
