package io.github.pantree.console;

import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.github.pantree.schedule.JobScheduler;
import io.github.pantree.schedule.SilentListener;
import io.github.pantree.support.TimeSource;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;
import org.springframework.web.servlet.LocaleResolver;

/** The console of a home of its own, on a free port. */
public final class ConsoleFixture implements AutoCloseable {

    public final Path home;
    private final Console console;

    /** @param baseUrl of the API */
    public ConsoleFixture(Path folder, String baseUrl) throws IOException {
        this(folder, baseUrl, Map.of());
    }

    /** @param more properties */
    public ConsoleFixture(Path folder, String baseUrl, Map<String, String> more) throws IOException {
        home = folder.resolve("home");
        Map<String, String> options = new HashMap<>(more);
        options.put("pantree.base-url", baseUrl);
        options.put("pantree.home", home.toString());
        options.put("pantree.access-token", "simulator-token");
        JobScheduler scheduler = new JobScheduler(List.of(), Map.of(), new SilentListener(), TimeSource.SYSTEM);
        console = Console.open(scheduler, options, "0", false);
    }

    /** Requests that pass the console's filters, but no network. */
    MockMvc mvc() {
        WebApplicationContext context =
                WebApplicationContextUtils.getRequiredWebApplicationContext(bean(ServletContext.class));
        DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(context);
        return builder.addFilters(new LanguageFilter(bean(LocaleResolver.class)))
                .apply(springSecurity())
                .build();
    }

    public <T> T bean(Class<T> type) {
        return console.server().bean(type);
    }

    /** The address, without a slash at its end. */
    public String root() {
        return console.server().root();
    }

    /** The link that is in the home now. */
    public String link() throws IOException {
        return Files.readString(home.resolve("console-url")).strip();
    }

    @Override
    public void close() throws IOException {
        console.close();
    }
}
