package io.github.pantree.console;

import io.github.pantree.console.login.ConsoleSettings;
import io.github.pantree.console.login.SecurityConfiguration;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.console.upload.UploadTasks;
import io.github.pantree.schedule.JobScheduler;
import io.github.pantree.support.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The console's beans. */
@Configuration(proxyBeanMethods = false)
@Import({
    SecurityConfiguration.class,
    LanguageConfiguration.class,
    UploadController.class,
    TreeController.class,
    ProgressController.class,
    FileController.class,
    JobController.class,
    RunController.class,
    AccountController.class,
    ErrorAdvice.class
})
class ConsoleConfiguration {

    @Bean
    UploadStore uploadStore(ConsoleSettings settings) throws IOException {
        return new UploadStore(Console.uploads(settings), TimeSource.SYSTEM);
    }

    @Bean
    UploadTasks uploadTasks(
            UploadStore store,
            JobScheduler scheduler,
            ConsoleOptions options,
            ConsoleSettings settings,
            Environment environment,
            MeterRegistry registry) {
        Map<String, String> properties = new LinkedHashMap<>(options.properties());
        Path home = settings.home();
        properties.put("pantree.home", home.toString());
        boolean shared = !environment.getProperty("spring.datasource.url", "").isBlank();
        return new UploadTasks(
                store,
                scheduler.queue(),
                properties,
                shared ? Optional.empty() : Optional.of(home),
                registry,
                TimeSource.SYSTEM);
    }

    @Bean
    EventStreams eventStreams() {
        return new EventStreams().start();
    }

    @Bean
    RunFolders runFolders(ConsoleSettings settings, JobScheduler scheduler, UploadStore uploads) {
        return new RunFolders(settings.home(), scheduler, uploads);
    }

    /** Temporary parts of uploads are stored in the home as well, where other users of the machine cannot read them. */
    @Bean
    MultipartConfigElement multipartConfigElement(MultipartProperties limits, ConsoleSettings settings) {
        return new MultipartConfigElement(
                Console.uploads(settings).resolve("incoming").toAbsolutePath().toString(),
                limits.getMaxFileSize().toBytes(),
                limits.getMaxRequestSize().toBytes(),
                0);
    }
}
