package io.github.pantree.pan123.token;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.Json;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The access token of one account, kept between runs and shared by all processes that use the same home: a client has
 * at most three valid tokens, and each new one invalidates the oldest.
 */
public final class FileTokenStore implements TokenStore {

    private static final Map<Path, Object> WITHIN_THE_PROCESS = new ConcurrentHashMap<>();

    private final Path home;
    private final Path file;
    private final Path lock;

    /** @param account identifies the account in the file name */
    public FileTokenStore(Path home, String account) {
        String name = "token-" + account;
        this.home = home;
        this.file = home.resolve(name + ".json");
        this.lock = home.resolve(name + ".lock");
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

    @Override
    public AccessToken obtain(@Nullable String rejected, Instant now, Source source)
            throws IOException, HaltedException {
        OwnerOnlyFiles.createFolder(home);
        OwnerOnlyFiles.createFile(lock);
        // The lock of the operating system excludes other processes; a second one within this process would be an
        // error.
        synchronized (WITHIN_THE_PROCESS.computeIfAbsent(lock.toRealPath(), path -> new Object())) {
            return locked(rejected, now, source);
        }
    }

    private AccessToken locked(@Nullable String rejected, Instant now, Source source)
            throws IOException, HaltedException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Optional<AccessToken> stored = read().filter(token -> token.isGood(now, rejected));
            if (stored.isPresent() && held.isValid()) {
                return stored.get();
            }
            AccessToken fresh = source.fetch();
            write(fresh);
            return fresh;
        }
    }

    private void write(AccessToken token) throws IOException {
        Map<String, String> content = Map.of(
                "accessToken", token.value(), "expiredAt", token.expires().toString());
        OwnerOnlyFiles.replace(file, temporary -> Files.writeString(temporary, Json.write(content)));
    }
}
