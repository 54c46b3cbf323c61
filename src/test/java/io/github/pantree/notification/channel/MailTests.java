package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MailTests extends NotificationFixture {

    @TempDir
    private Path folder;

    @Test
    void aMailIsPlainTextFromOneToAll() throws IOException, MessagingException {
        try (Mailbox mailbox = Mailbox.open()) {
            Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
            send(
                    notification(Event.PARTIAL, "/data/图库\r\nBcc: evil@example.org", "<script>"),
                    settings(mailbox.port(), "spring.mail.username", "u", "spring.mail.password", "p4ssword"));
            assertThat(warnings()).isEmpty();
            assertThat(mailbox.credentials()).isEqualTo("u\0u\0p4ssword");
            assertThat(mailbox.commands)
                    .contains("MAIL FROM:<pantree@example.org>", "RCPT TO:<a@example.org>", "RCPT TO:<b@example.org>");
            assertThat(mailbox.mails).hasSize(1);
            MimeMessage mail = parsed(mailbox.mails.get(0));
            assertThat(mail.getSubject()).isEqualTo("pantree：图库 Bcc: evil@example.org：46 个目录中有 3 个未能创建");
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
            assertThat(mail.getHeader("Auto-Submitted", ",")).isEqualTo("auto-generated");
            assertThat(mail.getSentDate()).isEqualTo(Date.from(NOW.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
            assertThat(mail.getContent().toString().strip())
                    .startsWith("清单：/data/图库 Bcc: evil@example.org")
                    .contains("原因：<script>")
                    .endsWith("处理：pantree run /data/folders.csv");
        }
    }

    @Test
    void theReportIsAttached() throws IOException, MessagingException {
        Files.writeString(folder.resolve("report.html"), "<p>图库</p>");
        Path beside = Files.createDirectory(folder.resolve("done"));
        Files.writeString(beside.resolve("folders.report.html"), "<p>two</p>");
        try (Mailbox mailbox = Mailbox.open()) {
            Notification first = notification(Event.PARTIAL, "/data/folders.csv", "why", folder);
            Notification second = notification(Event.PARTIAL, "/data/folders.csv", "why", beside);
            send(first, settings(mailbox.port()));
            send(notification(Event.PARTIAL), settings(mailbox.port()));
            send(Notification.digest(List.of(first, second)), settings(mailbox.port()));
            assertThat(warnings()).isEmpty();
            MimeMultipart parts = (MimeMultipart) parsed(mailbox.mails.get(0)).getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("report.html");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html; charset=utf-8");
            assertThat(new String(parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("<p>图库</p>");
            assertThat(parsed(mailbox.mails.get(1)).getContentType())
                    .as("a report that is not there keeps no mail back")
                    .startsWith("text/plain");
            assertThat(((MimeMultipart) parsed(mailbox.mails.get(2)).getContent()).getCount())
                    .as("the text, and a report of each run")
                    .isEqualTo(3);
        }
    }

    @Test
    void invalidAddressDoesNotPreventDeliveryToOthers() throws IOException {
        try (Mailbox mailbox = Mailbox.open()) {
            mailbox.refuse("RCPT TO:<a@", "550 5.1.1 no such user");
            send(notification(Event.SUCCESS), settings(mailbox.port()));
            assertThat(mailbox.mails).hasSize(1);
            assertThat(warnings()).singleElement().asString().contains("550 5.1.1 no such user");
        }
    }

    @Test
    void aRefusedMailIsSentOnce() throws IOException {
        try (Mailbox mailbox = Mailbox.open()) {
            mailbox.refuse("DATA", "554 5.7.1 spam");
            send(notification(Event.SUCCESS), settings(mailbox.port()));
            assertThat(mailbox.commands).filteredOn("DATA"::equals).hasSize(1);
            assertThat(pauses).isEmpty();
            assertThat(warnings())
                    .singleElement()
                    .asString()
                    .startsWith("Notification to pantree.notify[0] (mail) failed: the mail server: ")
                    .contains("554 5.7.1 spam");
        }
    }

    @Test
    void aPasswordThatIsRefusedIsNotLogged() throws IOException {
        try (Mailbox mailbox = Mailbox.open()) {
            mailbox.refuse("AUTH", "535 5.7.8 bad password p4ssword");
            send(
                    notification(Event.SUCCESS),
                    settings(mailbox.port(), "spring.mail.username", "u", "spring.mail.password", "p4ssword"));
            assertThat(mailbox.mails).isEmpty();
            assertThat(warnings())
                    .containsExactly("Notification to pantree.notify[0] (mail) failed: the mail server rejects"
                            + " spring.mail.username or spring.mail.password");
        }
    }

    @Test
    void aSilentServerIsNotWaitedForLong() throws IOException {
        try (Mailbox mailbox = Mailbox.silent()) {
            send(notification(Event.SUCCESS), Duration.ofMillis(200), settings(mailbox.port()));
            assertThat(pauses).isEmpty();
            assertThat(warnings()).singleElement().asString().contains("no response within 0.2 s");
        }
    }

    @Test
    void aRefusedConnectionIsAttemptedThreeTimes() {
        send(notification(Event.SUCCESS), settings(closedPort()));
        assertThat(pauses).hasSize(2);
        assertThat(warnings()).singleElement().asString().endsWith("no connection to 127.0.0.1");
    }

    @Test
    void aConnectionThatTimesOutIsAttemptedThreeTimes() throws IOException {
        try (FullServer server = new FullServer()) {
            send(notification(Event.SUCCESS), Duration.ofMillis(200), settings(server.port()));
            assertThat(pauses).hasSize(2);
            assertThat(warnings()).singleElement().asString().endsWith("no connection to 127.0.0.1");
        }
    }

    private static String[] settings(int port, String... more) {
        String[] all = {
            "kind",
            "mail",
            "to",
            "a@example.org,b@example.org",
            "from",
            "pantree@example.org",
            "spring.mail.host",
            "127.0.0.1",
            "spring.mail.port",
            String.valueOf(port)
        };
        return java.util.stream.Stream.of(all, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    private static MimeMessage parsed(String mail) throws MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
