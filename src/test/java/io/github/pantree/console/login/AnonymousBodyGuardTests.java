package io.github.pantree.console.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.TickingTime;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

final class AnonymousBodyGuardTests {

    private final TickingTime time = new TickingTime();
    private final AnonymousBodyGuard guard = new AnonymousBodyGuard(66L << 20, time);
    private int passed;

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static MockHttpServletRequest request(String method, String path, int bytes) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setContent(new byte[bytes]);
        return request;
    }

    private int status(MockHttpServletRequest request, FilterChain chain) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        guard.doFilter(request, response, chain);
        return response.getStatus();
    }

    private int status(MockHttpServletRequest request) throws Exception {
        return status(request, (passedRequest, response) -> passed++);
    }

    /** The status of a request that is sent while others are not answered yet. */
    private int statusBehind(int others, MockHttpServletRequest request) throws Exception {
        if (others == 0) {
            return status(request);
        }
        int[] status = new int[1];
        status(request("POST", "/login", 1), (slow, response) -> {
            try {
                status[0] = statusBehind(others - 1, request);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        return status[0];
    }

    @Test
    void aFewBodiesAreReadAtOnceAndFurtherOnesAreRefused() throws Exception {
        assertThat(statusBehind(15, request("POST", "/uploads", 1))).isEqualTo(200);
        assertThat(statusBehind(16, request("POST", "/uploads", 1))).isEqualTo(503);
        assertThat(statusBehind(16, request("POST", "/login", 1))).isEqualTo(503);
        assertThat(passed).isEqualTo(1);
        assertThat(status(request("POST", "/login", 1))).isEqualTo(200);
    }

    @Test
    void requestsWithoutABodyAndThoseOfUsersAreNotLimited() throws Exception {
        assertThat(statusBehind(16, request("GET", "/login", 0))).isEqualTo(200);
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated("anna", null, Roles.of("view")));
        assertThat(statusBehind(20, request("POST", "/uploads", 1))).isEqualTo(200);
    }

    @Test
    void aBodyWhereNoneIsExpectedIsNotRead() throws Exception {
        assertThat(status(request("GET", "/login", 1))).isEqualTo(400);
    }

    @Test
    void aBodyThatTakesTooLongIsNotReadToItsEnd() throws Exception {
        time.tick(Duration.ofSeconds(10));
        assertThat(status(request("POST", "/uploads", 1 << 20))).isEqualTo(408);
        assertThat(passed).isZero();
    }

    @Test
    void aSignInThatTakesTooLongIsNotReadToItsEnd() throws Exception {
        time.tick(Duration.ofSeconds(1));
        int[] reads = new int[1];
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/login") {
            @Override
            public ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] buffer) {
                        reads[0]++;
                        return 1;
                    }
                };
            }
        };
        request.setContent(new byte[1 << 16]);
        request.setContentType("application/x-www-form-urlencoded");
        assertThat(status(request)).isEqualTo(408);
        assertThat(reads[0]).isEqualTo(29);
        assertThat(passed).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "username=anna&password=a+w%C3%B6rd&username=ben&c, 200",
        "username=anna&password=a+wörd&c, 200",
        "username=%C3%B&password=x, 400",
        "username=%zz, 400"
    })
    void aSignInIsReadLikeAnyForm(String form, int expected) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/login");
        request.setContent(form.getBytes(UTF_8));
        request.setContentType("application/x-www-form-urlencoded;charset=UTF-8");
        assertThat(status(request, (read, response) -> {
                    assertThat(read.getParameter("username")).isEqualTo("anna");
                    assertThat(read.getParameterValues("password")).containsExactly("a wörd");
                    assertThat(read.getParameterMap()).containsOnlyKeys("username", "password", "c");
                    assertThat(Collections.list(read.getParameterNames())).containsExactly("username", "password", "c");
                    assertThat(read.getParameter("x")).isNull();
                    assertThat(read.getParameterValues("x")).isNull();
                }))
                .isEqualTo(expected);
    }

    @Test
    void aLargeSignInIsRefused() throws Exception {
        assertThat(status(request("POST", "/login", 64 << 10))).isEqualTo(200);
        assertThat(status(request("POST", "/login", (64 << 10) + 1))).isEqualTo(400);
    }
}
