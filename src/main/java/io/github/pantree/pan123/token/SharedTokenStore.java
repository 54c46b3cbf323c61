package io.github.pantree.pan123.token;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.token.FileTokenStore.Source;
import io.github.pantree.support.SharedStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The token among the notes that all processes of the account share; sealed, since others read the database, too. */
public final class SharedTokenStore implements TokenStore {

    private final SharedStore notes;
    private final String name;
    private final TokenCipher seal;
    private final BooleanSupplier halted;

    public SharedTokenStore(SharedStore notes, String account, TokenCipher seal, BooleanSupplier halted) {
        this.notes = notes;
        this.name = "token " + account;
        this.seal = seal;
        this.halted = halted;
    }

    @Override
    public AccessToken obtain(@Nullable String bad, Instant now, Source source) throws HaltedException {
        try (SharedStore.LockedText note = notes.lock(name, halted).orElseThrow(HaltedException::new)) {
            Optional<AccessToken> kept = token(note.read())
                    .filter(token ->
                            !token.value().equals(bad) && token.expires().isAfter(now));
            if (kept.isPresent()) {
                return kept.get();
            }
            AccessToken fresh = source.fetch();
            note.write(seal.encrypt(fresh.expires() + " " + fresh.value()));
            return fresh;
        }
    }

    /** What cannot be opened, since the client's secret was another or somebody changed it, is no token. */
    private Optional<AccessToken> token(@Nullable String sealed) {
        return Optional.ofNullable(sealed)
                .flatMap(seal::decrypt)
                .map(text -> text.split(" ", 2))
                .filter(parts -> parts.length == 2 && AccessToken.isUsable(parts[1]))
                .flatMap(parts -> parsed(parts[0]).map(expires -> new AccessToken(parts[1], expires)));
    }

    private static Optional<Instant> parsed(String expires) {
        try {
            return Optional.of(Instant.parse(expires));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
