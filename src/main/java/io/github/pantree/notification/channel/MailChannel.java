package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.channel.DeliveryResult.Delivered;
import io.github.pantree.notification.channel.DeliveryResult.Failed;
import io.github.pantree.support.Messages;
import io.github.pantree.support.SecretMasker;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Takes notices to people's mailboxes, as plain text. */
final class MailChannel implements Channel {

    private static final Logger log = LoggerFactory.getLogger(MailChannel.class);

    private static final int SHOWN = 300;

    private final Destination place;
    private final MailSenderFactory server;

    MailChannel(Destination place, MailSenderFactory server) {
        this.place = place;
        this.server = server;
    }

    @Override
    public PreparedMessage write(Notification notice, Instant now) {
        return () -> send(notice, now);
    }

    private DeliveryResult send(Notification notice, Instant now) {
        try {
            server.sender().send(mail -> fill(mail, notice, now));
            return new Delivered();
        } catch (MailException e) {
            log.debug("No mail", e);
            return failed(e);
        }
    }

    private void fill(MimeMessage mail, Notification notice, Instant now) throws MessagingException {
        MessageRenderer message = new MessageRenderer(notice, place.template());
        MimeMessageHelper helper = new MimeMessageHelper(mail, StandardCharsets.UTF_8.name());
        helper.setFrom(Objects.requireNonNull(place.from()));
        helper.setTo(place.to().toArray(String[]::new));
        helper.setSubject(message.title(TextLimits::plain));
        helper.setText(message.body(TextLimits::plain));
        helper.setSentDate(Date.from(now));
        // RFC 3834: no robot answers.
        mail.setHeader("Auto-Submitted", "auto-generated");
    }

    private Failed failed(MailException failure) {
        if (failure instanceof MailAuthenticationException) {
            return Failed.forGood(Messages.format("notice.mail.login"));
        }
        List<Throwable> causes = causes(failure);
        // A host without an address is as surely not reached as one that refuses the connection.
        if (has(causes, ConnectException.class) || has(causes, UnknownHostException.class)) {
            return new Failed(Messages.format("notice.unconnected", server.host()), true, null);
        }
        if (has(causes, SocketTimeoutException.class)) {
            return Failed.forGood(
                    Messages.format("notice.silent", server.timeout().toMillis() / 1000.0));
        }
        String words = Optional.ofNullable(causes.get(causes.size() - 1).getMessage())
                .orElse(failure.getClass().getSimpleName());
        return Failed.forGood(Messages.format(
                "notice.mail.refused",
                TextLimits.truncate(TextLimits.clean(new SecretMasker(server.password()).mask(words.strip())), SHOWN)));
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    /** Spring hides what the mail library threw beside the cause, and that library chains in a way of its own. */
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
