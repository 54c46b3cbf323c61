package io.github.pantree.pan123.http;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What was sent and must not come back into a message: a server may well quote a header that it does not like. */
final class SecretMasker {

    private static final String MASK = "***";

    /** Of a text so short that it is no secret, every occurrence in an innocent word would be masked. */
    private static final int SHORTEST = 4;

    /** Tokens are renewed now and then; those of long ago are dead. */
    private static final int MOST = 20;

    private final List<String> known = new CopyOnWriteArrayList<>();

    SecretMasker(@Nullable String clientSecret) {
        if (clientSecret != null && clientSecret.length() >= SHORTEST) {
            known.add(clientSecret);
        }
    }

    void add(String token) {
        if (token.length() >= SHORTEST && !known.contains(token)) {
            known.add(token);
            // The first one stays: it is the client's own secret, or the token that a run began with.
            if (known.size() > MOST) {
                known.remove(1);
            }
        }
    }

    /** The text with every secret in it made unreadable. */
    String mask(String text) {
        String masked = text;
        for (String secret : known.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
