package io.github.pantree.pan123;

import io.github.pantree.support.Json;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Stores what a run learned about an account in a small file in the home, for the next run. The content expires. A file
 * that cannot be read or written is ignored.
 */
public final class ExpiringJsonFile {

    private static final Logger log = LoggerFactory.getLogger(ExpiringJsonFile.class);

    private static final String FOUND = "found";

    private final Path file;
    private final Duration goodFor;
    private final TimeSource timing;

    public ExpiringJsonFile(Path file, Duration goodFor, TimeSource timing) {
        this.file = file;
        this.goodFor = goodFor;
        this.timing = timing;
    }

    /** The content, unless it has expired. */
    public Optional<JsonNode> load() {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            JsonNode node = Json.read(Files.readString(file));
            Duration age = Duration.between(found(node), timing.now()).abs();
            return age.compareTo(goodFor) < 0 ? Optional.of(node) : Optional.empty();
        } catch (IOException | JacksonException | DateTimeException e) {
            log.debug("Cannot read {}", file, e);
            return Optional.empty();
        }
    }

    /**
     * When loaded content was saved.
     *
     * @throws DateTimeException never for content that {@link #load} returned
     */
    public static Instant found(JsonNode content) {
        return Instant.parse(String.valueOf(content.path(FOUND).stringValue(null)));
    }

    public void save(Map<String, ?> content) {
        try {
            Map<String, Object> dated = new TreeMap<>(content);
            dated.put(FOUND, timing.now().toString());
            OwnerOnlyFiles.replace(file, temporary -> Files.writeString(temporary, Json.write(dated)));
        } catch (IOException e) {
            log.debug("Cannot write {}", file, e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("Cannot delete {}", file, e);
        }
    }
}
