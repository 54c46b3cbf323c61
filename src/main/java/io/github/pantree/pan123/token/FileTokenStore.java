package io.github.pantree.pan123.token;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The access token of one account, kept between runs and shared by all processes that use the same home: at most three
 * tokens of a client are alive, and each new one pushes out the oldest.
 */
public final class FileTokenStore implements TokenStore {

    /** Asks the API for a token. */
    public interface Source {
        AccessToken fetch() throws HaltedException;
    }

    private static final Map<Path, Object> WITHIN_THE_PROCESS = new ConcurrentHashMap<>();

    private final Path home;
    private final Path file;
    private final Path lock;
    private final JsonMapper json = JsonMapper.builder().build();

    /** @param account what the token is for, as a part of a file name */
    public FileTokenStore(Path home, String account) {
        String name = "token-" + account;
        this.home = home;
        this.file = home.resolve(name + ".json");
        this.lock = home.resolve(name + ".lock");
    }

    /** The token that is kept; empty if there is none, or none that can be read. */
    Optional<AccessToken> read() throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode node = json.readTree(Files.readString(file));
            String value = node.path("accessToken").stringValue(null);
            String expires = node.path("expiredAt").stringValue(null);
            return value == null || expires == null || !AccessToken.isUsable(value)
                    ? Optional.empty()
                    : Optional.of(
                            new AccessToken(value, OffsetDateTime.parse(expires).toInstant()));
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public AccessToken obtain(@Nullable String bad, Instant now, Source source) throws IOException, HaltedException {
        OwnerOnlyFiles.createFolder(home);
        OwnerOnlyFiles.createFile(lock);
        // The system's locks are between processes; within one they are an error.
        synchronized (WITHIN_THE_PROCESS.computeIfAbsent(lock.toRealPath(), path -> new Object())) {
            return locked(bad, now, source);
        }
    }

    private AccessToken locked(@Nullable String bad, Instant now, Source source) throws IOException, HaltedException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Optional<AccessToken> kept = read().filter(token ->
                    !token.value().equals(bad) && token.expires().isAfter(now));
            if (kept.isPresent() && held.isValid()) {
                return kept.get();
            }
            AccessToken fresh = source.fetch();
            write(fresh);
            return fresh;
        }
    }

    private void write(AccessToken token) throws IOException {
        Map<String, String> content = Map.of(
                "accessToken", token.value(), "expiredAt", token.expires().toString());
        OwnerOnlyFiles.replace(file, temporary -> Files.writeString(temporary, json.writeValueAsString(content)));
    }
}
