/**
 * A simulated 123pan on loopback, with fault injection. Shares neither code nor the JSON library with the client, to
 * share no defect either.
 */
@NullMarked
package io.github.pantree.simulator;

import org.jspecify.annotations.NullMarked;
