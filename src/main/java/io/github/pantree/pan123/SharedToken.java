package io.github.pantree.pan123;

import io.github.pantree.pan123.TokenFile.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The token among the notes that all processes of the account share; sealed, since others read the database, too. */
final class SharedToken implements TokenStore {

    private final SharedNotes notes;
    private final String name;
    private final Seal seal;
    private final BooleanSupplier halted;

    SharedToken(SharedNotes notes, String account, Seal seal, BooleanSupplier halted) {
        this.notes = notes;
        this.name = "token " + account;
        this.seal = seal;
        this.halted = halted;
    }

    @Override
    public AccessToken other(@Nullable String bad, Instant now, Source source) throws Halted {
        try (SharedNotes.Locked note = notes.lock(name, halted).orElseThrow(Halted::new)) {
            Optional<AccessToken> kept = token(note.read())
                    .filter(token ->
                            !token.value().equals(bad) && token.expires().isAfter(now));
            if (kept.isPresent()) {
                return kept.get();
            }
            AccessToken fresh = source.fetch();
            note.write(seal.closed(fresh.expires() + " " + fresh.value()));
            return fresh;
        }
    }

    /** What cannot be opened, since the client's secret was another or somebody changed it, is no token. */
    private Optional<AccessToken> token(@Nullable String sealed) {
        return Optional.ofNullable(sealed)
                .flatMap(seal::opened)
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
