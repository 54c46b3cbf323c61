package io.github.pantree.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.unauthenticated;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Signing in and out, with passwords and with the link. */
final class SessionTests {

    private static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("a word");

    @RegisterExtension
    static final ConsoleExtension console = new ConsoleExtension(Map.of(
            "pantree.console.users.anna.password", HASH,
            "pantree.console.users.ben.password", HASH,
            "pantree.console.users.ben.role", "run"));

    private static MockHttpServletRequestBuilder signIn(String name, String password) {
        return post("/login").param("username", name).param("password", password);
    }

    private static MockHttpSession signedIn(String name) throws Exception {
        return session(console.perform(signIn(name, "a word").with(csrf())).andExpect(redirectedUrl("/")));
    }

    private static MockHttpSession session(ResultActions result) {
        return (MockHttpSession)
                Objects.requireNonNull(result.andReturn().getRequest().getSession(false));
    }

    @Test
    void aPasswordOpensASessionWithTheRoleOfItsUser() throws Exception {
        MockHttpSession anna = signedIn("anna");
        console.perform(get("/").session(anna)).andExpect(status().isOk());
        console.perform(post("/uploads").session(anna).with(csrf())).andExpect(status().isForbidden());
        console.perform(post("/jobs/nightly/run").session(anna).with(csrf())).andExpect(status().isForbidden());
        MockHttpSession ben = signedIn("ben");
        console.perform(post("/jobs/nightly/run").session(ben).with(csrf())).andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @CsvSource({"anna, another word", "anna, ''", "owner, a word", "'', a word", "anna, {noop}a word"})
    void anythingElseIsRefusedWithTheSameAnswer(String name, String password) throws Exception {
        console.perform(signIn(name, password).with(csrf()))
                .andExpect(redirectedUrl("/login?error"))
                .andExpect(unauthenticated());
    }

    @Test
    void anAddressThatTriesManyPasswordsHasToPauseAndOthersDoNot() throws Exception {
        for (int i = 0; i < 10; i++) {
            console.perform(signIn("anna", "guess " + i).with(from("192.0.2.7")))
                    .andExpect(redirectedUrl("/login?error"));
        }
        console.perform(signIn("anna", "a word").with(from("192.0.2.7")))
                .andExpect(redirectedUrl("/login?pause"))
                .andExpect(unauthenticated());
        console.perform(signIn("anna", "a word").with(from("192.0.2.8"))).andExpect(redirectedUrl("/"));
    }

    private static RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }

    /** Otherwise a foreign site could sign a user in as another one. */
    @ParameterizedTest
    @CsvSource({"Origin, http://evil.example", "Origin, null", "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site"
    })
    void foreignPageCannotSignIn(String header, String value) throws Exception {
        console.perform(signIn("anna", "a word").header(header, value))
                .andExpect(status().isForbidden())
                .andExpect(unauthenticated());
    }

    @Test
    void aPasswordInTheAddressIsNoSignIn() throws Exception {
        console.perform(get("/login?username=anna&password=a+word")).andExpect(unauthenticated());
    }

    @Test
    void aSessionThatAnAttackerKnowsIsReplacedAtSignIn() throws Exception {
        String known = cookie(send(request("/login", "username=anna&password=a+word")));
        assertThat(cookie(send(request("/login", "username=ben&password=a+word").header("Cookie", known))))
                .startsWith("pantree=")
                .isNotEqualTo(known);
        assertThat(cookie(
                        send(HttpRequest.newBuilder(URI.create(console.console().link()))
                                .header("Cookie", known))))
                .startsWith("pantree=")
                .isNotEqualTo(known);
        assertThat(cookie(
                        send(request("/login", "username=anna&password=a+word").header("Cookie", "pantree=chosen"))))
                .doesNotContain("chosen");
    }

    /** The memory of the server would grow with each request of anyone. */
    @Test
    void thereIsNoSessionBeforeSignIn() throws Exception {
        for (String page : List.of("/", "/login", "/nowhere", "/link?token=x", "/actuator/health")) {
            assertThat(cookie(send(
                            HttpRequest.newBuilder(URI.create(console.console().root() + page)))))
                    .as(page)
                    .isEmpty();
        }
        for (String form : List.of("/login", "/logout", "/uploads", "/jobs/nightly/run")) {
            assertThat(cookie(send(request(form, "username=anna")))).as(form).isEmpty();
        }
    }

    @Test
    void theCookieIsForThisSiteAndNotForScripts() throws Exception {
        HttpResponse<String> answer = send(request("/login", "username=anna&password=a+word"));
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("Max-Age", "Expires", "Domain");
    }

    private static HttpRequest.Builder request(String path, String form) {
        return HttpRequest.newBuilder(URI.create(console.console().root() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** The session's cookie; empty if none is set. */
    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
    }

    @Test
    void aLinkOpensTheConsoleOnce() throws Exception {
        String link = console.console().link();
        assertThat(link).matches(console.console().root() + "/link\\?token=[\\w-]{43}");
        console.perform(get(URI.create(link))).andExpect(status().isFound()).andExpect(redirectedUrl("/"));
        console.perform(get(URI.create(link))).andExpect(status().isForbidden());
        assertThat(console.console().link()).isNotEqualTo(link);
        console.perform(get("/link")).andExpect(status().isForbidden());
        console.perform(get("/link?token=" + "A".repeat(43))).andExpect(status().isForbidden());
    }

    @Test
    void theLinkIsForTheOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(console.console().home.resolve("console-url"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(console.console().home.resolve("console"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theLinkGivesItsUserBothRolesButNoPassword() throws Exception {
        MockHttpSession owner =
                session(console.perform(get(URI.create(console.console().link()))));
        console.perform(post("/jobs/nightly/run").session(owner).with(csrf())).andExpect(status().isNotFound());
    }

    @Test
    void signingOutEndsTheSession() throws Exception {
        MockHttpSession anna = signedIn("anna");
        console.perform(get("/logout").session(anna)).andExpect(status().isNotFound());
        console.perform(post("/logout").session(anna)).andExpect(status().isForbidden());
        console.perform(get("/").session(anna)).andExpect(status().isOk());
        console.perform(post("/logout").session(anna).with(csrf())).andExpect(redirectedUrl("/login"));
        assertThat(anna.isInvalid()).isTrue();
    }
}
