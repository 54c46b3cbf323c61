package io.github.pantree.provisioning.create;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes a value once for a key that is used several times in succession, as siblings use one listing. A key is the
 * same object, not an equal one: to compare two listings takes as long as to compute from one.
 */
final class LastComputed<K, V> {

    private @Nullable K last;
    private @Nullable V value;

    @SuppressWarnings("ReferenceEquality") // see above
    V of(K key, Supplier<V> computation) {
        V known = value;
        if (known == null || key != last) {
            known = computation.get();
            value = known;
            last = key;
        }
        return known;
    }
}
