package io.github.pantree.provisioning;

import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.Capabilities.Known;
import io.github.pantree.pan123.pace.RateStore;
import io.github.pantree.pan123.pace.RateStore.DetectedRate;
import io.github.pantree.pan123.token.FileTokenStore;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        Optional<DetectedRate> pace = RateStore.of(home, account, timing).detected();
        FileTokenStore token = new FileTokenStore(home, account, timing, () -> false);
        return new AccountOverview(
                account,
                names.map(Known::baseUrl).orElse(null),
                pace.map(DetectedRate::rate).orElse(null),
                pace.map(DetectedRate::found).orElse(null),
                names.map(Known::maxNames).orElse(0),
                token.obtained().orElse(null),
                token.expires().orElse(null));
    }
}
