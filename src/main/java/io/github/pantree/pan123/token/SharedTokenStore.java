package io.github.pantree.pan123.token;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.SharedStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The token in the store that all processes of the account share; encrypted, since others can read the database. */
public final class SharedTokenStore implements TokenStore {

    private final SharedStore store;
    private final String name;
    private final TokenCipher cipher;
    private final BooleanSupplier halted;

    public SharedTokenStore(SharedStore store, String account, TokenCipher cipher, BooleanSupplier halted) {
        this.store = store;
        this.name = "token " + account;
        this.cipher = cipher;
        this.halted = halted;
    }

    @Override
    public AccessToken obtain(@Nullable String rejected, Instant now, Source source) throws HaltedException {
        try (SharedStore.LockedText locked = store.lock(name, halted).orElseThrow(HaltedException::new)) {
            Optional<AccessToken> stored = token(locked.read()).filter(token -> token.isGood(now, rejected));
            if (stored.isPresent()) {
                return stored.get();
            }
            AccessToken fresh = source.fetch();
            locked.write(cipher.encrypt(fresh.expires() + " " + fresh.value()));
            return fresh;
        }
    }

    /** Empty for a value that was modified, or encrypted with another client secret. */
    private Optional<AccessToken> token(@Nullable String encrypted) {
        return Optional.ofNullable(encrypted)
                .flatMap(cipher::decrypt)
                .map(text -> text.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .flatMap(parts -> AccessToken.parse(parts[1], parts[0]));
    }
}
