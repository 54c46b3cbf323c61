package io.github.pantree.pan123.token;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.FileMutex;
import io.github.pantree.support.Json;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The access token of one account, kept between runs and shared by all processes that use the same home: a client has
 * at most three valid tokens, and each new one invalidates the oldest.
 */
public final class FileTokenStore implements TokenStore {

    private final Path file;
    private final FileMutex mutex;
    private final TimeSource timing;
    private final BooleanSupplier halted;

    /**
     * Names the files.
     *
     * @param account identifies the account in the file name
     * @param halted whether a process that waits for another one to request a token gives up
     */
    public FileTokenStore(Path home, String account, TimeSource timing, BooleanSupplier halted) {
        String name = "token-" + account;
        this.file = home.resolve(name + ".json");
        this.mutex = new FileMutex(home.resolve(name + ".lock"));
        this.timing = timing;
        this.halted = halted;
    }

    /** The stored token; empty if there is none, or if it cannot be read. */
    Optional<AccessToken> read() throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return AccessToken.read(Json.read(Files.readString(file)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** When the stored token was obtained; empty if there is none. */
    public Optional<Instant> obtained() {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.getLastModifiedTime(file).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** When the stored token expires; empty if there is none, or if it cannot be read. */
    public Optional<Instant> expires() {
        try {
            return read().map(AccessToken::expires);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public AccessToken obtain(@Nullable String rejected, Instant now, Source source)
            throws IOException, HaltedException {
        Optional<AccessToken> good = mutex.locked(timing, halted, () -> {
            Optional<AccessToken> stored = read().filter(token -> token.isGood(now, rejected));
            if (stored.isPresent()) {
                return stored.get();
            }
            AccessToken fresh = source.fetch();
            write(fresh);
            return fresh;
        });
        return good.orElseThrow(HaltedException::new);
    }

    private void write(AccessToken token) throws IOException {
        Map<String, String> content = Map.of(
                "accessToken", token.value(), "expiredAt", token.expires().toString());
        OwnerOnlyFiles.replace(file, temporary -> Files.writeString(temporary, Json.write(content)));
    }
}
