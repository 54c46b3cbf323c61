package io.github.pantree.provisioning;

import io.github.pantree.ledger.postgres.SharedTextStore;
import io.github.pantree.pan123.SharedStore;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lets the API client keep its notes in the ledger's database, of which it knows nothing. */
record DatabaseSharedStore(SharedTextStore texts) implements SharedStore {

    @Override
    public void change(String name, Change change) {
        texts.change(name, change::of);
    }

    @Override
    public Optional<Locked> lock(String name, BooleanSupplier givesUp) {
        return texts.lock(name, givesUp).map(Line::new);
    }

    private record Line(SharedTextStore.Locked line) implements Locked {

        @Override
        public @Nullable String read() {
            return line.read();
        }

        @Override
        public void write(String content) {
            line.write(content);
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
