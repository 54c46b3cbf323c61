package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

final class MailSenderFactoryTests {

    private static final Duration TIMEOUT = Duration.ofMillis(2_500);

    @Test
    void readsHostAndPasswordFromTheEnvironment() {
        MailSenderFactory server = server("spring.mail.host", "mail.test", "spring.mail.password", "s3cret");
        assertThat(server.host()).isEqualTo("mail.test");
        assertThat(server.password()).isEqualTo("s3cret");
        assertThat(server.timeout()).isEqualTo(TIMEOUT);
        assertThat(server("spring.mail.port", "25").host()).isEmpty();
        assertThat(server("spring.mail.port", "25").password()).isNull();
    }

    @Test
    void makesOneSenderWithTheSettingsOfSpring() {
        MailSenderFactory server = server("spring.mail.host", "mail.test", "spring.mail.port", "2525");
        assertThat(server.sender()).isSameAs(server.sender());
        assertThat(sender(server).getHost()).isEqualTo("mail.test");
        assertThat(sender(server).getPort()).isEqualTo(2525);
    }

    @Test
    void limitsEveryWaitOfBothProtocols() {
        Properties properties = sender(server("spring.mail.host", "mail.test")).getJavaMailProperties();
        for (String protocol : new String[] {"smtp", "smtps"}) {
            assertThat(properties)
                    .containsEntry("mail." + protocol + ".connectiontimeout", "2500")
                    .containsEntry("mail." + protocol + ".timeout", "2500")
                    .containsEntry("mail." + protocol + ".writetimeout", "2500")
                    .containsEntry("mail." + protocol + ".sendpartial", "true");
        }
    }

    @Test
    void keepsTheLimitsOfTheUser() {
        Properties properties = sender(
                        server("spring.mail.host", "mail.test", "spring.mail.properties.mail.smtp.timeout", "7"))
                .getJavaMailProperties();
        assertThat(properties).containsEntry("mail.smtp.timeout", "7").containsEntry("mail.smtps.timeout", "2500");
    }

    private static JavaMailSenderImpl sender(MailSenderFactory server) {
        return (JavaMailSenderImpl) server.sender();
    }

    private static MailSenderFactory server(String... settings) {
        return new MailSenderFactory(NotificationFixture.environment(settings), TIMEOUT);
    }
}
