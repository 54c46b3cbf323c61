package io.github.pantree.schedule;

import io.github.pantree.support.Causes;
import io.github.pantree.support.InvalidSettingException;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.core.env.Environment;

/** Reads the certificate and the key of {@code server.ssl} before the server starts, which would fail with a defect. */
final class TlsCheck {

    private static final String PREFIX = "server.ssl";

    private TlsCheck() {}

    /** @throws InvalidSettingException if they cannot be used */
    static void check(Environment environment) {
        if (!ManagementServer.isSecure(environment)) {
            return;
        }
        Ssl ssl = Binder.get(environment).bind(PREFIX, Ssl.class).get();
        if (ssl.getBundle() != null) {
            return;
        }
        try {
            WebServerSslBundle.get(ssl).createSslContext();
        } catch (RuntimeException e) {
            throw InvalidSettingException.of(PREFIX, file(ssl), "tls", reason(e));
        }
    }

    private static String file(Ssl ssl) {
        return Stream.of(ssl.getCertificate(), ssl.getKeyStore())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static String reason(Throwable failure) {
        return Causes.of(failure)
                .reduce((outer, inner) -> inner)
                .map(Throwable::getMessage)
                .orElse("");
    }
}
