package io.github.pantree.notification.channel;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Spring's mail sender, configured from {@code spring.mail.*} like Boot's; created with the first mail. */
final class MailSenderFactory {

    private static final List<String> PROTOCOLS = List.of("smtp", "smtps");

    private final ConfigurableEnvironment environment;
    private final Duration timeout;
    private @Nullable JavaMailSender sender;

    /** @param timeout for the connection and for each response of the server, unless the settings have their own */
    MailSenderFactory(ConfigurableEnvironment environment, Duration timeout) {
        this.environment = environment;
        this.timeout = timeout;
    }

    @Nullable
    String password() {
        return environment.getProperty("spring.mail.password");
    }

    String host() {
        return environment.getProperty("spring.mail.host", "");
    }

    Duration timeout() {
        return timeout;
    }

    synchronized JavaMailSender sender() {
        if (sender == null) {
            sender = create();
        }
        return sender;
    }

    /** Supports all of Boot's settings for mail servers, including SSL bundles. */
    private JavaMailSender create() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.setEnvironment(environment);
            context.register(SslAutoConfiguration.class, MailSenderAutoConfiguration.class);
            context.refresh();
            JavaMailSender created = context.getBean(JavaMailSender.class);
            if (created instanceof JavaMailSenderImpl configured) {
                setBounds(configured.getJavaMailProperties());
            }
            return created;
        }
    }

    /**
     * Without time-outs, an unresponsive server blocks forever; without partial sending, one invalid address keeps the
     * mail from all recipients.
     */
    private void setBounds(Properties properties) {
        String millis = String.valueOf(timeout.toMillis());
        for (String protocol : PROTOCOLS) {
            String prefix = "mail." + protocol + ".";
            properties.putIfAbsent(prefix + "connectiontimeout", millis);
            properties.putIfAbsent(prefix + "timeout", millis);
            properties.putIfAbsent(prefix + "writetimeout", millis);
            properties.putIfAbsent(prefix + "sendpartial", "true");
        }
    }
}
