package io.github.pantree.console;

import static io.github.pantree.console.ConsoleExtension.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.pantree.console.upload.Upload;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a foreign site, or a foreign port of this machine, cannot do with a user's browser. */
final class ForeignSiteTests {

    @RegisterExtension
    static final ConsoleExtension console = new ConsoleExtension(Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "pantree.evil.example", "10.0.0.1", "[::2]"})
    void foreignHostNamesAreRefused(String host) throws Exception {
        console.perform(get("http://" + host + "/login")).andExpect(status().isBadRequest());
        console.perform(get("http://" + host + "/actuator/health")).andExpect(status().isBadRequest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
    void ownHostNamesAreAnswered(String host) throws Exception {
        console.perform(get("http://" + host + "/login")).andExpect(status().isOk());
    }

    /** Pages of other ports of this machine are of the same site, but not of the same origin. */
    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, http://localhost:9999",
        "Origin, null",
        "Origin, %",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void nothingIsDoneForForeignPages(String header, String value) throws Exception {
        Upload upload = console.uploaded();
        console.perform(post("/uploads/" + upload.id() + "/delete")
                        .header("Host", "localhost")
                        .header(header, value)
                        .with(RUNNER)
                        .with(csrf()))
                .andExpect(status().isForbidden());
        assertThat(console.uploads().find(upload.id())).contains(upload);
        console.perform(get("/uploads/" + upload.id() + "/tree")
                        .header(header, value)
                        .with(RUNNER))
                .andExpect(status().isForbidden());
    }

    @Test
    void ownPagesAndLinksAreServed() throws Exception {
        console.perform(post("/uploads/" + console.uploaded().id() + "/stop")
                        .header("Host", "localhost:8124")
                        .header("Origin", "http://localhost:8124")
                        .header("Sec-Fetch-Site", "same-origin")
                        .with(RUNNER)
                        .with(csrf()))
                .andExpect(status().isFound());
        console.perform(get("/").header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "navigate")
                        .header("Sec-Fetch-Dest", "document")
                        .with(RUNNER))
                .andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/nowhere", "/assets/console.js"})
    void noPageRunsForeignScriptsOrIsFramed(String page) throws Exception {
        console.perform(get(page).with(RUNNER))
                .andExpect(header().string(
                                "Content-Security-Policy", containsString("default-src 'none'; script-src 'self'")))
                .andExpect(header().string("Content-Security-Policy", containsString("frame-ancestors 'none'")))
                .andExpect(result -> assertThat(result.getResponse().getHeader("Content-Security-Policy"))
                        .doesNotContain("unsafe"))
                .andExpect(header().string("X-Frame-Options", "DENY"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Referrer-Policy", "same-origin"))
                .andExpect(header().string("Cross-Origin-Opener-Policy", "same-origin"))
                .andExpect(header().string("Cross-Origin-Resource-Policy", "same-origin"));
    }
}
