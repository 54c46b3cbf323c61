/** What runs count and time for whoever watches them, under names that stay, and how a batch run hands it over. Micrometer's registries live here. */
@NullMarked
package io.github.pantree.metrics;

import org.jspecify.annotations.NullMarked;
