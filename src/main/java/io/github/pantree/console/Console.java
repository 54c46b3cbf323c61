package io.github.pantree.console;

import io.github.pantree.console.login.ConsoleSettings;
import io.github.pantree.console.login.OneTimeLink;
import io.github.pantree.console.upload.UploadTasks;
import io.github.pantree.schedule.JobScheduler;
import io.github.pantree.schedule.ManagementServer;
import io.github.pantree.schedule.ManagementServer.Pages;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The console: the server of {@code serve} with its pages, while it runs. */
public final class Console implements AutoCloseable {

    private static final String RESOURCES = "classpath:/io/github/pantree/console/";

    /** The folder of the uploads in the home. */
    private static final String FOLDER = "console";

    private static final List<String> SETTINGS = List.of(
            "--spring.thymeleaf.prefix=" + RESOURCES + "pages/",
            "--spring.web.resources.static-locations=" + RESOURCES + "assets/",
            "--spring.mvc.static-path-pattern=/assets/**",
            // The page of an error must not read the rest of a form.
            "--spring.servlet.multipart.resolve-lazily=true",
            "--spring.servlet.multipart.max-file-size=64MB",
            "--spring.servlet.multipart.max-request-size=66MB",
            // So that a browser reads the answer to a file that is a little too large.
            "--server.tomcat.max-swallow-size=128MB",
            // Unknown addresses are answered, not logged.
            "--logging.level.org.springframework.web.servlet.PageNotFound=error",
            // A name of 255 Chinese characters, encoded as a header of its part of the form.
            "--server.tomcat.max-part-header-size=4KB",
            "--spring.mvc.log-resolved-exception=false",
            // Forms other than uploads have a few fields.
            "--server.tomcat.max-http-form-post-size=64KB",
            "--server.servlet.session.timeout=8h",
            "--server.servlet.session.cookie.name=pantree",
            "--server.servlet.session.cookie.http-only=true",
            "--server.servlet.session.cookie.same-site=strict",
            "--server.servlet.session.tracking-modes=cookie",
            "--server.servlet.session.persistent=false");

    private final ManagementServer server;
    private final String link;

    private Console(ManagementServer server, String link) {
        this.server = server;
        this.link = link;
    }

    /**
     * Starts the server with the console.
     *
     * @param options properties that override all others, such as {@code pantree.home}
     * @param port null for that of {@code pantree.serve.port}
     * @param languageSet whether the language of the process was chosen, and not only that of its user's locale
     * @throws InvalidSettingException if the port is in use, or other machines could reach the console unprotected
     */
    public static Console open(
            JobScheduler scheduler, Map<String, String> options, @Nullable String port, boolean languageSet)
            throws IOException {
        List<String> settings = new ArrayList<>(SETTINGS);
        options.forEach((name, value) -> settings.add("--" + name + "=" + value));
        ConsoleOptions chosen = new ConsoleOptions(options, languageSet);
        ManagementServer server = ManagementServer.open(
                scheduler,
                port,
                new Pages(List.of(ConsoleConfiguration.class), settings, context -> prepare(context, chosen)));
        try {
            return new Console(server, server.bean(OneTimeLink.class).begin(server.root()));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Checks the settings before the server opens its port. */
    private static void prepare(ConfigurableApplicationContext context, ConsoleOptions options) {
        ConsoleSettings settings = ConsoleSettings.from(context.getEnvironment());
        Path uploads = settings.home().resolve(FOLDER);
        try {
            OwnerOnlyFiles.createFolder(uploads);
            OwnerOnlyFiles.createFolder(uploads.resolve("incoming"));
        } catch (IOException e) {
            throw new UncheckedIOException(FileSystemErrors.describe(e), e);
        }
        context.getBeanFactory().registerSingleton("consoleSettings", settings);
        context.getBeanFactory().registerSingleton("consoleOptions", options);
        context.getBeanFactory().registerSingleton("oneTimeLink", new OneTimeLink(settings.home()));
    }

    static Path uploads(ConsoleSettings settings) {
        return settings.home().resolve(FOLDER);
    }

    public ManagementServer server() {
        return server;
    }

    /** The link that opens the console once. */
    public String link() {
        return link;
    }

    /** Stops the plans and runs of the console gracefully, from any thread. */
    public void stop(String why) {
        server.bean(UploadTasks.class).stopAll(why);
    }

    /** Stops the server after all plans and runs of the console have ended, and invalidates the link. */
    @Override
    public void close() throws IOException {
        OneTimeLink used = server.bean(OneTimeLink.class);
        server.close();
        used.end();
    }
}
