package io.github.pantree.pan123;

import io.github.pantree.folder.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the rate that a run found for an account, so that the next one need not find it again. */
final class PaceMemory {

    private static final Logger log = LoggerFactory.getLogger(PaceMemory.class);

    /** Limits change: after a day the configured rate is as good a beginning. */
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final Path file;
    private final Timing timing;
    private final JsonMapper json = JsonMapper.builder().build();

    PaceMemory(Path file, Timing timing) {
        this.file = file;
        this.timing = timing;
    }

    /** The rate, in calls per second, if one was found of late. */
    OptionalDouble recall() {
        try {
            if (!Files.isRegularFile(file)) {
                return OptionalDouble.empty();
            }
            JsonNode node = json.readTree(Files.readString(file));
            Instant found = Instant.parse(String.valueOf(Wire.text(node.path("found"))));
            double rate = node.path("rate").asDouble(0);
            Duration age = Duration.between(found, timing.now()).abs();
            return rate > 0 && age.compareTo(GOOD_FOR) < 0 ? OptionalDouble.of(rate) : OptionalDouble.empty();
        } catch (IOException | JacksonException | DateTimeException e) {
            log.debug("No pace is known from {}", file, e);
            return OptionalDouble.empty();
        }
    }

    /** Without it the next run only finds the rate once more, so a file that cannot be written stops nothing. */
    void keep(double rate) {
        try {
            Map<String, Object> content =
                    Map.of("rate", rate, "found", timing.now().toString());
            PrivateFiles.replace(file, temporary -> Files.writeString(temporary, json.writeValueAsString(content)));
        } catch (IOException e) {
            log.debug("The pace cannot be kept in {}", file, e);
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("The pace cannot be forgotten in {}", file, e);
        }
    }
}
