package io.github.pantree.provisioning;

import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.Capabilities.Known;
import io.github.pantree.pan123.ExpiringJsonFile;
import io.github.pantree.support.Json;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What runs have learned about an account, from files of the home, which can be read while a run uses the database.
 * Contains no secrets.
 *
 * @param account identifies the account in the names of the files
 * @param baseUrl of the API; null if no run has created anything yet
 * @param rate the limit that was found, in calls per second; null if none was found in the last day
 * @param namesPerCall the largest number of names that was accepted in one call; 0 if unknown
 * @param tokenObtained when the stored token was obtained; null without one
 */
public record AccountOverview(
        String account,
        @Nullable String baseUrl,
        @Nullable Double rate,
        @Nullable Instant rateFound,
        int namesPerCall,
        @Nullable Instant tokenObtained,
        @Nullable Instant tokenExpires) {

    private static final Pattern FILE = Pattern.compile("(?:names|pace|token)-(.+)\\.json");
    private static final Duration RATE_GOOD_FOR = Duration.ofDays(1);

    /** The accounts that a home was used with. */
    public static List<AccountOverview> read(Path home, TimeSource timing) {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home)) {
            List<Known> known = Capabilities.known(home, timing);
            return files.map(file -> FILE.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(file -> file.group(1))
                    .distinct()
                    .sorted()
                    .map(account -> of(home, account, known, timing))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AccountOverview of(Path home, String account, List<Known> known, TimeSource timing) {
        Optional<Known> names =
                known.stream().filter(one -> one.account().equals(account)).findFirst();
        Optional<JsonNode> pace =
                new ExpiringJsonFile(home.resolve("pace-" + account + ".json"), RATE_GOOD_FOR, timing).load();
        Path token = home.resolve("token-" + account + ".json");
        return new AccountOverview(
                account,
                names.map(Known::baseUrl).orElse(null),
                pace.map(found -> found.path("rate").asDouble(0)).orElse(null),
                pace.flatMap(found -> instant(found.path("found"))).orElse(null),
                names.map(Known::maxNames).orElse(0),
                obtained(token).orElse(null),
                expires(token).orElse(null));
    }

    private static Optional<Instant> obtained(Path token) {
        try {
            return Files.isRegularFile(token)
                    ? Optional.of(Files.getLastModifiedTime(token).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> expires(Path token) {
        try {
            return Files.isRegularFile(token)
                    ? instant(Json.read(Files.readString(token)).path("expiredAt"))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(JsonNode text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.asString("")).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
