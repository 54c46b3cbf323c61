package io.github.pantree.pan123;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.SettingValues;
import io.github.pantree.support.WebAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * URL, credentials and limits of the API: the {@code pantree.*} properties of this package.
 *
 * @param baseUrl the URL of the API, without a trailing slash and the usual port, its host in lower case
 * @param clientId used with {@code clientSecret} to request access tokens
 * @param clientSecret used with {@code clientId} to request access tokens
 * @param accessToken a fixed token instead of credentials
 * @param rate maximum calls in any second; below 1, one call in {@code 1/rate} seconds
 * @param concurrency maximum calls in flight, of all processes that share a database
 * @param namesPerCall {@code auto}, or the maximum number of siblings in one mkdir call; 1 for the string form
 * @param requestTimeout maximum time to wait for a response
 * @param maxOutage maximum duration of an outage before a run stops
 * @param home where the access token is kept between runs
 */
@ConfigurationProperties("pantree")
public record Pan123Settings(
        @DefaultValue("https://open-api.123pan.com") String baseUrl,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String accessToken,
        @DefaultValue("5") double rate,
        @DefaultValue("8") int concurrency,
        @DefaultValue("auto") String namesPerCall,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("10m") Duration maxOutage,
        Path home) {

    private static final double SLOWEST = 0.01;
    private static final double FASTEST = 10_000;
    private static final String AUTO = "auto";
    private static final int MOST_NAMES = 1_000;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    /** Small enough to be expressed in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public Pan123Settings {
        baseUrl = checkedUrl(baseUrl);
        clientId = SettingValues.blankToNull(clientId);
        clientSecret = SettingValues.blankToNull(clientSecret);
        accessToken = SettingValues.blankToNull(accessToken);
        if (!(rate >= SLOWEST && rate <= FASTEST)) {
            throw InvalidSettingException.of("pantree.rate", String.valueOf(rate), "rate", SLOWEST, (int) FASTEST);
        }
        checkNames(namesPerCall);
        checkDuration("pantree.request-timeout", requestTimeout);
        checkDuration("pantree.max-outage", maxOutage);
        checkCredentials(clientId, clientSecret, accessToken);
    }

    private static String checkedUrl(String url) {
        return WebAddress.parse(url)
                .filter(uri -> uri.getQuery() == null)
                .map(Pan123Settings::normalized)
                .orElseThrow(() -> InvalidSettingException.of("pantree.base-url", url, "url"));
    }

    /** The ledger and the shared rate identify an account's server by this form. */
    private static String normalized(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        String port = uri.getPort() == usual || uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return scheme
                + "://"
                + uri.getHost().toLowerCase(Locale.ROOT)
                + port
                + uri.getRawPath().replaceAll("/+$", "");
    }

    private static void checkNames(String namesPerCall) {
        boolean good = namesPerCall.equals(AUTO)
                || (namesPerCall.matches("\\d{1,4}")
                        && Integer.parseInt(namesPerCall) >= 1
                        && Integer.parseInt(namesPerCall) <= MOST_NAMES);
        if (!good) {
            throw InvalidSettingException.of("pantree.names-per-call", namesPerCall, "names", MOST_NAMES);
        }
    }

    /** The maximum number of names in a call; 0 to detect it. */
    int maxNames() {
        return namesPerCall.equals(AUTO) ? 0 : Integer.parseInt(namesPerCall);
    }

    private static void checkDuration(String setting, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw InvalidSettingException.of(setting, duration.toString(), "positive");
        }
    }

    private static void checkCredentials(
            @Nullable String clientId, @Nullable String clientSecret, @Nullable String accessToken) {
        if (accessToken != null && !AccessToken.isUsable(accessToken)) {
            throw InvalidSettingException.of("pantree.access-token", Messages.format("setting.secret"), "token");
        }
        if (accessToken != null || (clientId != null && clientSecret != null)) {
            return;
        }
        String missing = clientId == null ? "pantree.client-id" : "pantree.client-secret";
        throw InvalidSettingException.of(missing, "", "credentials");
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "Pan123Settings[" + baseUrl + ", rate " + rate + "]";
    }
}
