package io.github.pantree.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.util.FileSystemUtils;

/** A console that the tests of a class share. No API listens where it sends its calls. */
final class ConsoleExtension implements BeforeAllCallback, AfterAllCallback {

    static final RequestPostProcessor VIEWER = user("anna").roles("VIEW");
    static final RequestPostProcessor RUNNER = user("owner").roles("VIEW", "RUN");

    private static final String NO_API = "http://127.0.0.1:9";

    private final Map<String, String> properties;
    private @Nullable Path folder;
    private @Nullable ConsoleFixture console;
    private @Nullable MockMvc mvc;

    /** @param properties settings of the console */
    ConsoleExtension(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("console");
        console = new ConsoleFixture(folder, NO_API, properties);
        mvc = console.mvc();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        console().close();
        FileSystemUtils.deleteRecursively(folder());
    }

    ConsoleFixture console() {
        return Objects.requireNonNull(console);
    }

    /** The folder in which the home of the console is. */
    Path folder() {
        return Objects.requireNonNull(folder);
    }

    /** Sends a request through the console's filters. */
    ResultActions perform(RequestBuilder request) throws Exception {
        return Objects.requireNonNull(mvc).perform(request);
    }

    UploadStore uploads() {
        return console().bean(UploadStore.class);
    }

    /** A list that was uploaded, and is not checked. */
    Upload uploaded() throws IOException {
        return uploads()
                .add("list.csv", "owner", Locale.ENGLISH, "", new ByteArrayInputStream("path\n/a\n".getBytes(UTF_8)));
    }
}
