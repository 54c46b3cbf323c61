package io.github.pantree.property.simulation;

import io.github.pantree.support.SharedStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What is stored of an account beside the ledger: in files of the home, or in the database server. */
final class SimulatedTexts implements SharedStore {

    private final VirtualTime time;
    private final Map<String, String> texts = new HashMap<>();

    SimulatedTexts(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void change(String name, Change change) {
        String changed = change.apply(texts.get(name), () -> TimeUnit.NANOSECONDS.toMicros(time.nanos()));
        if (changed != null) {
            texts.put(name, changed);
        }
    }

    @Override
    public Optional<LockedText> lock(String name, BooleanSupplier cancelled) {
        throw new UnsupportedOperationException("Only the token is locked");
    }
}
