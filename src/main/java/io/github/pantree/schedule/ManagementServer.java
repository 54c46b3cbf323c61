package io.github.pantree.schedule;

import io.github.pantree.support.InvalidSettingException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Health and metrics endpoints of {@code serve} on loopback, provided by Spring Boot Actuator: {@code /actuator/health}
 * with liveness and readiness, {@code /actuator/prometheus}, {@code /actuator/info}.
 */
public final class ManagementServer implements AutoCloseable {

    private static final String PORT = "8124";
    private static final String HEALTH = "/actuator/health/";

    /** The web context; runs have separate contexts with the database. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                BatchJdbcAutoConfiguration.class
            })
    static class Configuration {

        /** Spring Boot 4.1 fails on a path below a component that does not exist; it is answered as not found. */
        @Bean
        Filter unknownHealthPaths() {
            return (request, response, chain) -> {
                try {
                    chain.doFilter(request, response);
                } catch (ServletException e) {
                    boolean health =
                            ((HttpServletRequest) request).getRequestURI().startsWith(HEALTH);
                    if (!health || !(e.getRootCause() instanceof IllegalStateException)) {
                        throw e;
                    }
                    ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND);
                }
            };
        }

        /** Down if the schedules are no longer checked, or a job cannot be run. */
        @Bean
        HealthIndicator schedule(JobScheduler scheduler) {
            return () -> (scheduler.isReady() ? Health.up() : Health.down())
                    .withDetails(scheduler.details())
                    .build();
        }
    }

    private final ConfigurableApplicationContext context;

    private ManagementServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts the server.
     *
     * @param port null for the port in {@code pantree.serve.port}
     * @throws InvalidSettingException if the port is in use
     */
    public static ManagementServer open(JobScheduler scheduler, @Nullable String port) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=${pantree.serve.port:" + PORT + "}",
                "--server.address=${pantree.serve.address:127.0.0.1}",
                "--management.endpoints.web.exposure.include=health,info,prometheus",
                "--management.endpoint.health.probes.enabled=true",
                "--management.endpoint.health.group.readiness.include=readinessState,schedule",
                "--management.endpoint.health.show-details=always",
                "--spring.main.banner-mode=off"));
        if (port != null) {
            settings.add("--pantree.serve.port=" + port);
        }
        try {
            return new ManagementServer(new SpringApplicationBuilder(Configuration.class)
                    .web(WebApplicationType.SERVLET)
                    .bannerMode(Banner.Mode.OFF)
                    .registerShutdownHook(false)
                    .initializers(context -> context.getBeanFactory().registerSingleton("scheduler", scheduler))
                    .run(settings.toArray(String[]::new)));
        } catch (RuntimeException e) {
            throw Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .filter(PortInUseException.class::isInstance)
                    .map(cause -> (RuntimeException) inUse((PortInUseException) cause))
                    .findFirst()
                    .orElse(e);
        }
    }

    /** The meters of all runs, as exposed at {@code /actuator/prometheus}. */
    public MeterRegistry registry() {
        return context.getBean(MeterRegistry.class);
    }

    private static InvalidSettingException inUse(PortInUseException e) {
        return InvalidSettingException.of("pantree.serve.port", String.valueOf(e.getPort()), "port");
    }

    /** The URL of the endpoints. */
    public String url() {
        WebServerApplicationContext server = (WebServerApplicationContext) context;
        int port = server.getWebServer() == null ? 0 : server.getWebServer().getPort();
        String address = context.getEnvironment().getProperty("server.address", "127.0.0.1");
        return "http://" + address + ":" + port + "/actuator";
    }

    @Override
    public void close() {
        context.close();
    }
}
