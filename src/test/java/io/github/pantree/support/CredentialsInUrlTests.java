package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pantree.ledger.postgres.PostgresDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials in a URL are masked by the same rule wherever a URL is shown. */
final class CredentialsInUrlTests {

    private static final String FOREIGN_TEXT = "foreign text";

    /** What is shown of a URL without scheme that begins with two slashes, by the place that shows it. */
    private static final Map<String, UnaryOperator<String>> PLACES = Map.of(
            "setting",
            url -> new InvalidSettingException("pantree.x", "http:" + url, "rule", "fix").getMessage(),
            "proxy",
            url -> refused(() -> new ProxyRules("http:" + url + ":x", Map.of())),
            "proxy without scheme",
            url -> refused(() -> new ProxyRules(url.substring(2) + ":x", Map.of())),
            "database",
            url -> PostgresDatabase.of("jdbc:postgresql:" + url + "/db?password=AAAA", null, null)
                    .toString(),
            "other database",
            url -> refused(() -> PostgresDatabase.of("jdbc:mysql:" + url + "/db?p=AAAA", null, null)),
            FOREIGN_TEXT,
            url -> new SecretMasker(null).mask("<a href=\"https:" + url + "/x?to=a@host\">via"));

    private static String refused(ThrowingCallable action) {
        return String.valueOf(catchThrowable(action).getMessage());
    }

    static Stream<Arguments> urls() {
        List<String> valid = List.of("AAAA", "AA@AA", "AA:AA", "AA@AA@AA", "%41AA");
        List<String> typed = List.of("AA/AA", "AA/AA@AA", "AA AA", "AA#AA");
        return PLACES.keySet().stream()
                .flatMap(place -> Stream.concat(
                                valid.stream(), place.equals(FOREIGN_TEXT) ? Stream.of() : typed.stream())
                        .flatMap(password -> Stream.of("me", "me@corp.example", "")
                                .map(user -> Arguments.of(place, "//" + user + ":" + password + "@host"))));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void passwordIsNeverShownButTheHostIs(String place, String url) {
        assertThat(Objects.requireNonNull(PLACES.get(place)).apply(url))
                .doesNotContain("AA")
                .contains("host");
    }
}
