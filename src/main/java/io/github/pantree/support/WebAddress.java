package io.github.pantree.support;

import java.net.URI;
import java.util.Optional;

/** Checks the addresses of web servers that settings contain. */
public final class WebAddress {

    private static final int LAST_PORT = 65_535;

    private WebAddress() {}

    /** An http or https URL with a host, a port from 1 to 65535 if any, no user and no fragment; otherwise empty. */
    public static Optional<URI> parse(String text) {
        try {
            URI url = URI.create(text.strip());
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            boolean port = url.getPort() != 0 && url.getPort() <= LAST_PORT;
            boolean plain = url.getUserInfo() == null && url.getFragment() == null;
            return http && port && plain && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
