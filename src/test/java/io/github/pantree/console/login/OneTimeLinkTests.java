package io.github.pantree.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneTimeLinkTests {

    private static final String START = "http://127.0.0.1:8124/link?token=";

    @TempDir
    private Path home;

    @Test
    void tokenIsRedeemedOnce() throws IOException {
        OneTimeLink link = new OneTimeLink(home);
        String token = token(link.begin("http://127.0.0.1:8124"));
        assertThat(link.redeem(token)).isTrue();
        assertThat(link.redeem(token)).isFalse();
    }

    @Test
    void usedLinkIsReplacedInItsFile() throws IOException {
        OneTimeLink link = new OneTimeLink(home);
        String first = link.begin("http://127.0.0.1:8124");
        assertThat(stored()).isEqualTo(first);
        link.redeem(token(first));
        assertThat(stored()).startsWith(START).isNotEqualTo(first);
        assertThat(link.redeem(token(stored()))).isTrue();
    }

    @Test
    void wrongTokenDoesNotUseTheLinkUp() throws IOException {
        OneTimeLink link = new OneTimeLink(home);
        String token = token(link.begin("http://127.0.0.1:8124"));
        assertThat(link.redeem("")).isFalse();
        assertThat(link.redeem(token.substring(1))).isFalse();
        assertThat(link.redeem(token + "A")).isFalse();
        assertThat(link.redeem(token)).isTrue();
    }

    @Test
    void tokensAreLongAndDiffer() throws IOException {
        OneTimeLink link = new OneTimeLink(home);
        String first = token(link.begin("http://127.0.0.1:8124"));
        assertThat(first).as("256 bits in Base64").hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(token(link.begin("http://127.0.0.1:8124"))).isNotEqualTo(first);
        assertThat(link.redeem(first)).as("the link before").isFalse();
    }

    @Test
    void nothingIsRedeemedBeforeTheFirstLinkOrAfterTheEnd() throws IOException {
        OneTimeLink link = new OneTimeLink(home);
        assertThat(link.redeem("")).isFalse();
        String token = token(link.begin("http://127.0.0.1:8124"));
        link.end();
        assertThat(link.redeem(token)).isFalse();
        assertThat(home.resolve("console-url")).doesNotExist();
    }

    private String stored() throws IOException {
        return Files.readString(home.resolve("console-url")).strip();
    }

    private static String token(String link) {
        assertThat(link).startsWith(START);
        return link.substring(START.length());
    }
}
