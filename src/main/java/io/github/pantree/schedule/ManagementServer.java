package io.github.pantree.schedule;

import io.github.pantree.support.Causes;
import io.github.pantree.support.InvalidSettingException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Health and metrics endpoints of {@code serve} on loopback, provided by Spring Boot Actuator: {@code /actuator/health}
 * with liveness and readiness, {@code /actuator/prometheus}, {@code /actuator/info}.
 */
public final class ManagementServer implements AutoCloseable {

    private static final String PORT = "pantree.serve.port";
    private static final String DEFAULT_PORT = "8124";
    private static final int LAST_PORT = 65_535;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String HEALTH = "/actuator/health/";

    private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";
    /** By name, since class references would load them. */
    private static final List<String> NOT_WITHOUT_PAGES = List.of(
            SECURITY + "SecurityAutoConfiguration",
            SECURITY + "UserDetailsServiceAutoConfiguration",
            SECURITY + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            SECURITY + "web.servlet.SecurityFilterAutoConfiguration",
            SECURITY + "web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration");

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

    /**
     * Pages that the server offers besides its endpoints.
     *
     * @param configuration Spring's configuration classes
     * @param settings arguments such as {@code --server.port=8124}
     * @param prepare checks the settings, and registers beans, before any other bean is created
     */
    public record Pages(
            List<Class<?>> configuration, List<String> settings, Consumer<ConfigurableApplicationContext> prepare) {

        /** No pages; no classes for templates or security are loaded. */
        private static final Pages NONE = new Pages(
                List.of(),
                List.of("--spring.autoconfigure.exclude=" + String.join(",", NOT_WITHOUT_PAGES)),
                context -> {});
    }

    private static final List<String> SETTINGS = List.of(
            "--server.port=${" + PORT + ":" + DEFAULT_PORT + "}",
            "--server.address=${pantree.serve.address:" + LOOPBACK + "}",
            "--management.endpoints.web.exposure.include=health,info,prometheus",
            "--management.endpoint.health.probes.enabled=true",
            "--management.endpoint.health.group.readiness.include=readinessState,schedule",
            "--management.endpoint.health.show-details=always",
            // It would read forms of any size before all other filters, for methods that nothing here answers.
            "--spring.mvc.formcontent.filter.enabled=false",
            "--spring.main.banner-mode=off");

    private final ConfigurableApplicationContext context;

    private ManagementServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts the server.
     *
     * @param port null for the port in {@code pantree.serve.port}
     * @throws InvalidSettingException if the port is invalid or in use
     */
    public static ManagementServer open(JobScheduler scheduler, @Nullable String port) {
        return open(scheduler, port, Pages.NONE);
    }

    /** As {@link #open(JobScheduler, String)}, with more pages than those of the Actuator. */
    public static ManagementServer open(JobScheduler scheduler, @Nullable String port, Pages pages) {
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.addAll(pages.settings());
        if (port != null) {
            settings.add("--" + PORT + "=" + port);
        }
        try {
            return new ManagementServer(new SpringApplicationBuilder(Configuration.class)
                    .sources(pages.configuration().toArray(Class<?>[]::new))
                    .web(WebApplicationType.SERVLET)
                    .bannerMode(Banner.Mode.OFF)
                    .registerShutdownHook(false)
                    .initializers(context -> {
                        checkPort(context.getEnvironment().getProperty(PORT, DEFAULT_PORT));
                        TlsCheck.check(context.getEnvironment());
                        context.getBeanFactory().registerSingleton("scheduler", scheduler);
                        pages.prepare().accept(context);
                    })
                    .run(settings.toArray(String[]::new)));
        } catch (RuntimeException e) {
            throw cause(e);
        }
    }

    /** Spring Boot would fail with a defect, or start without a server. */
    private static void checkPort(String port) {
        String number = port.strip();
        if (!number.matches("\\d{1,5}") || Integer.parseInt(number) > LAST_PORT) {
            throw InvalidSettingException.of(PORT, port, "whole", 0, LAST_PORT);
        }
    }

    /** What the user can change, if the port is in use. */
    private static RuntimeException cause(RuntimeException e) {
        return Causes.find(e, PortInUseException.class)
                .<RuntimeException>map(ManagementServer::inUse)
                .orElse(e);
    }

    /** The meters of all runs, as exposed at {@code /actuator/prometheus}. */
    public MeterRegistry registry() {
        return context.getBean(MeterRegistry.class);
    }

    private static InvalidSettingException inUse(PortInUseException e) {
        return InvalidSettingException.of(PORT, String.valueOf(e.getPort()), "port");
    }

    /** The URL of the endpoints. */
    public String url() {
        return root() + "/actuator";
    }

    /** The address of the server on this machine, without a slash at its end. */
    public String root() {
        WebServerApplicationContext server = (WebServerApplicationContext) context;
        int port = server.getWebServer() == null ? 0 : server.getWebServer().getPort();
        Environment environment = context.getEnvironment();
        String scheme = isSecure(environment) ? "https" : "http";
        return scheme + "://" + host(environment.getProperty("server.address", LOOPBACK)) + ":" + port;
    }

    /** Whether the server speaks TLS. */
    public static boolean isSecure(Environment environment) {
        boolean configured = Binder.get(environment)
                .bind("server.ssl", Bindable.mapOf(String.class, String.class))
                .isBound();
        return configured && environment.getProperty("server.ssl.enabled", Boolean.class, true);
    }

    /** An address as a part of a URL. All addresses of this machine include that of loopback. */
    public static String host(String address) {
        if (Set.of("0.0.0.0", "::").contains(address)) {
            return "localhost";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** A bean of the web context. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
