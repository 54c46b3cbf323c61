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

/** Spring's mail sender, as Boot sets it up from {@code spring.mail.*}; made when the first mail leaves. */
final class MailSenderFactory {

    private static final List<String> PROTOCOLS = List.of("smtp", "smtps");

    private final ConfigurableEnvironment environment;
    private final Duration timeout;
    private @Nullable JavaMailSender sender;

    /** @param timeout for the connection, and for each answer of the server, unless the settings have their own */
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
            sender = made();
        }
        return sender;
    }

    /** Whatever Boot knows of mail servers holds here too, bundles of certificates among it. */
    private JavaMailSender made() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.setEnvironment(environment);
            context.register(SslAutoConfiguration.class, MailSenderAutoConfiguration.class);
            context.refresh();
            JavaMailSender made = context.getBean(JavaMailSender.class);
            if (made instanceof JavaMailSenderImpl configured) {
                setBounds(configured.getJavaMailProperties());
            }
            return made;
        }
    }

    /** Without these a silent server is waited for without end, and one bad address keeps a mail from all others. */
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
