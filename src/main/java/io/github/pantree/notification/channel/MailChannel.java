package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination.Mail;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.channel.DeliveryResult.Delivered;
import io.github.pantree.notification.channel.DeliveryResult.Failed;
import io.github.pantree.support.Messages;
import io.github.pantree.support.ResultFileNames;
import io.github.pantree.support.SecretMasker;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.angus.mail.util.MailConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends notifications as mail, in plain text. */
final class MailChannel implements Channel {

    private static final Logger log = LoggerFactory.getLogger(MailChannel.class);

    private static final int SHOWN = 300;

    private final Mail destination;
    private final MailSenderFactory senders;

    MailChannel(Mail destination, MailSenderFactory senders) {
        this.destination = destination;
        this.senders = senders;
    }

    @Override
    public PreparedMessage write(Notification notification, Instant now) {
        return () -> send(notification, now);
    }

    private DeliveryResult send(Notification notification, Instant now) {
        try {
            senders.sender().send(mail -> fill(mail, notification, now));
            return new Delivered();
        } catch (MailException e) {
            log.debug("No mail", e);
            return failed(e);
        }
    }

    private void fill(MimeMessage mail, Notification notification, Instant now) throws MessagingException {
        MessageRenderer message = new MessageRenderer(notification, destination.template());
        List<Path> reports = ReportAttachments.of(notification);
        MimeMessageHelper helper = new MimeMessageHelper(mail, !reports.isEmpty(), StandardCharsets.UTF_8.name());
        helper.setFrom(destination.from());
        helper.setTo(destination.to().toArray(String[]::new));
        helper.setSubject(message.title(TextLimits::plain));
        helper.setText(message.body(TextLimits::plain));
        helper.setSentDate(Date.from(now));
        for (Path report : reports) {
            String name = reports.size() == 1 ? ResultFileNames.REPORT : (reports.indexOf(report) + 1) + ".html";
            helper.addAttachment(name, new FileSystemResource(report), "text/html; charset=utf-8");
        }
        // RFC 3834: suppresses automatic replies.
        mail.setHeader("Auto-Submitted", "auto-generated");
    }

    private Failed failed(MailException failure) {
        if (failure instanceof MailAuthenticationException) {
            return Failed.permanent(Messages.format("notification.mail.login"));
        }
        List<Throwable> causes = causes(failure);
        if (isUnconnected(causes)) {
            return new Failed(Messages.format("notification.unconnected", senders.host()), true, null);
        }
        if (has(causes, SocketTimeoutException.class)) {
            return Failed.permanent(
                    Messages.format("notification.silent", senders.timeout().toMillis() / 1000.0));
        }
        String words = Optional.ofNullable(causes.get(causes.size() - 1).getMessage())
                .orElse(failure.getClass().getSimpleName());
        return Failed.permanent(Messages.format(
                "notification.mail.refused",
                TextLimits.truncate(
                        TextLimits.clean(new SecretMasker(senders.password()).mask(words.strip())), SHOWN)));
    }

    /**
     * Like a refused connection, one that timed out and an unresolvable host name mean that the message was certainly
     * not delivered.
     */
    private static boolean isUnconnected(List<Throwable> causes) {
        return has(causes, ConnectException.class)
                || has(causes, MailConnectException.class)
                || has(causes, UnknownHostException.class);
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    /** Spring stores the mail library's exceptions separately from the cause, and the library has its own chain. */
    private static List<Throwable> causes(MailException failure) {
        List<Throwable> causes = new ArrayList<>();
        add(causes, failure);
        if (failure instanceof MailSendException unsent) {
            Stream.of(unsent.getMessageExceptions()).forEach(each -> add(causes, each));
        }
        return causes;
    }

    private static void add(List<Throwable> causes, Throwable failure) {
        if (causes.contains(failure)) {
            return;
        }
        causes.add(failure);
        if (failure.getCause() != null) {
            add(causes, failure.getCause());
        }
        if (failure instanceof MessagingException mail && mail.getNextException() != null) {
            add(causes, mail.getNextException());
        }
    }
}
