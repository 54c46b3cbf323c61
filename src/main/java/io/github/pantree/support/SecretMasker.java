package io.github.pantree.support;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Masks secrets in external text: a server may quote a header or a URL in its response. Thread-safe. */
public final class SecretMasker {

    private static final String MASK = "***";
    /** The password in any URL. */
    private static final Pattern PASSWORD = Pattern.compile("(\\w://[^\\s/?#@:]*:)[^\\s/?#]+(?=@)");

    private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");
    /** Shorter secrets occur in ordinary words, which would be masked as well. */
    private static final int SHORTEST = 4;

    private static final int SHORTEST_OF_URL = 6;
    /** Tokens are refreshed now and then; older ones are no longer valid. */
    private static final int MOST_ADDED = 19;

    private final List<String> permanent;
    private final List<String> added = new CopyOnWriteArrayList<>();

    public SecretMasker(@Nullable String secret) {
        this(secret, null);
    }

    /** @param url each part of its path, each parameter value and a password are treated as secrets */
    public SecretMasker(@Nullable String secret, @Nullable URI url) {
        Stream<String> parts = Stream.ofNullable(url).flatMap(SecretMasker::parts);
        permanent = Stream.concat(
                        Stream.ofNullable(secret).filter(text -> text.length() >= SHORTEST),
                        parts.filter(text -> text.length() >= SHORTEST_OF_URL))
                .flatMap(SecretMasker::forms)
                .distinct()
                .toList();
    }

    /** The forms in which a server may quote a secret: unchanged, in Base64, or URL-encoded. */
    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                encoded,
                encoded.replace("+", "%20"),
                PERCENT.matcher(encoded).replaceAll(code -> code.group().toLowerCase(Locale.ROOT)));
    }

    private static Stream<String> parts(URI url) {
        return Stream.of(url.getRawPath(), url.getPath(), url.getRawQuery(), url.getQuery(), url.getUserInfo())
                .filter(Objects::nonNull)
                .flatMap(part -> Stream.concat(Stream.of(part), Arrays.stream(part.split("[/&=?:]", -1))));
    }

    /** Masks this secret as well, until many others have been added. */
    public void add(String secret) {
        if (secret.length() >= SHORTEST && !added.contains(secret)) {
            added.add(secret);
            if (added.size() > MOST_ADDED) {
                added.remove(0);
            }
        }
    }

    /**
     * The text with its secrets masked. Mask text before it is truncated, since the beginning of a secret is not
     * recognized.
     */
    public String mask(String text) {
        List<String> longestFirst = Stream.concat(
                        permanent.stream(), added.stream().flatMap(SecretMasker::forms))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String masked = PASSWORD.matcher(text).replaceAll("$1" + MASK);
        for (String secret : longestFirst) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
