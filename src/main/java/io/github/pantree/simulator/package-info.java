/**
 * A simulated 123pan on loopback, with fault injection. It shares neither code nor the JSON library with the client, so
 * that it cannot share a defect either.
 */
@NullMarked
package io.github.pantree.simulator;

import org.jspecify.annotations.NullMarked;
