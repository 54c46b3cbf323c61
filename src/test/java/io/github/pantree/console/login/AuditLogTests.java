package io.github.pantree.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

final class AuditLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AuditLog audit = new AuditLog();

    @BeforeEach
    void capture() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void release() {
        logger.detachAppender(log);
        SecurityContextHolder.clearContext();
    }

    private String refused(String path) {
        audit.logRefusal(new MockHttpServletRequest("POST", path));
        return log.list.get(log.list.size() - 1).getFormattedMessage();
    }

    @Test
    void aRefusalNamesTheUserOfTheSession() {
        Authentication anna = UsernamePasswordAuthenticationToken.authenticated("anna", null, Roles.of("view"));
        SecurityContextHolder.getContext().setAuthentication(anna);
        assertThat(refused("/uploads")).isEqualTo("Console: anna: was refused POST /uploads");
    }

    @Test
    void aRefusalWithoutASessionNamesNoUser() {
        assertThat(refused("/uploads")).isEqualTo("Console: not signed in: was refused POST /uploads");
        SecurityContextHolder.getContext()
                .setAuthentication(new AnonymousAuthenticationToken("key", "anonymousUser", Roles.of("view")));
        assertThat(refused("/uploads")).isEqualTo("Console: not signed in: was refused POST /uploads");
    }

    @Test
    void nothingFromABrowserBeginsAnotherLineOrFillsTheLog() {
        assertThat(refused("/a\n2026-01-01 INFO  forged")).doesNotContain("\n");
        assertThat(refused("/" + "x".repeat(10_000))).hasSizeLessThan(500);
    }
}
