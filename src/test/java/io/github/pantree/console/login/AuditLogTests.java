package io.github.pantree.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.pantree.testing.RecordedLog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

final class AuditLogTests {

    @RegisterExtension
    final RecordedLog log = RecordedLog.of(AuditLog.class);

    private final AuditLog audit = new AuditLog();

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private String refused(String path) {
        audit.logRefusal(new MockHttpServletRequest("POST", path));
        List<String> lines = log.messages(Level.INFO);
        return lines.get(lines.size() - 1);
    }

    @Test
    void aRefusalNamesTheUserOfTheSession() {
        Authentication anna = UsernamePasswordAuthenticationToken.authenticated("anna", null, Roles.of("view"));
        SecurityContextHolder.getContext().setAuthentication(anna);
        assertThat(refused("/uploads")).isEqualTo("Console: anna: access denied: POST /uploads");
    }

    @Test
    void aRefusalWithoutASessionNamesNoUser() {
        assertThat(refused("/uploads")).isEqualTo("Console: not signed in: access denied: POST /uploads");
        SecurityContextHolder.getContext()
                .setAuthentication(new AnonymousAuthenticationToken("key", "anonymousUser", Roles.of("view")));
        assertThat(refused("/uploads")).isEqualTo("Console: not signed in: access denied: POST /uploads");
    }

    @Test
    void nothingFromABrowserBeginsAnotherLineOrFillsTheLog() {
        assertThat(refused("/a\n2026-01-01 INFO  forged")).doesNotContain("\n");
        assertThat(refused("/" + "x".repeat(10_000))).hasSizeLessThan(500);
    }
}
