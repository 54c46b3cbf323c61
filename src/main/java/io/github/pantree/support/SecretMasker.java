package io.github.pantree.support;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Masks secrets in external text: a server may quote a header or a URL in its response. Thread-safe. */
public final class SecretMasker {

    private static final String MASK = "***";
    /** The part of a valid URL that may contain credentials. */
    private static final Pattern AUTHORITY = Pattern.compile("//[^\\s/?#\"<>]*");

    /** Shorter secrets occur in ordinary words, which would be masked as well. */
    private static final int SHORTEST = 4;

    private static final int SHORTEST_OF_URL = 6;
    /** Tokens are refreshed now and then; older ones are no longer valid. */
    private static final int MOST_ADDED = 19;

    private record Secret(String text, List<Pattern> forms) {}

    private final List<Secret> permanent;
    private final List<Secret> added = new CopyOnWriteArrayList<>();

    public SecretMasker(@Nullable String secret) {
        this(secret, null);
    }

    /** @param url each part of its path, each parameter value and a password are treated as secrets */
    public SecretMasker(@Nullable String secret, @Nullable URI url) {
        Stream<String> parts = Stream.ofNullable(url).flatMap(SecretMasker::parts);
        permanent = Stream.concat(
                        Stream.ofNullable(secret).filter(text -> text.length() >= SHORTEST),
                        parts.filter(text -> text.length() >= SHORTEST_OF_URL))
                .distinct()
                .map(SecretMasker::secret)
                .toList();
    }

    /** Servers quote a secret unchanged, in Base64, or URL-encoded, which encoders do with more or fewer characters. */
    private static Secret secret(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Pattern> forms = Stream.of(
                        Pattern.quote(Base64.getEncoder().withoutPadding().encodeToString(bytes)),
                        Pattern.quote(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)),
                        text.codePoints()
                                .mapToObj(character -> urlEncoded(Character.toString(character)))
                                .collect(Collectors.joining()))
                .distinct()
                .map(Pattern::compile)
                .toList();
        return new Secret(text, forms);
    }

    private static String urlEncoded(String character) {
        StringBuilder code = new StringBuilder();
        for (byte part : character.getBytes(StandardCharsets.UTF_8)) {
            code.append("%%(?i:%02x)".formatted(part));
        }
        return "(?:" + Pattern.quote(character) + "|" + code + (character.equals(" ") ? "|\\+" : "") + ")";
    }

    private static Stream<String> parts(URI url) {
        return Stream.of(url.getRawPath(), url.getPath(), url.getRawQuery(), url.getQuery(), url.getUserInfo())
                .filter(Objects::nonNull)
                .flatMap(part -> Stream.concat(Stream.of(part), Arrays.stream(part.split("[/&=?:]", -1))));
    }

    /** Masks this secret as well, until many others have been added. */
    public void add(String secret) {
        if (secret.length() >= SHORTEST
                && added.stream().noneMatch(known -> known.text().equals(secret))) {
            added.add(secret(secret));
            if (added.size() > MOST_ADDED) {
                added.remove(0);
            }
        }
    }

    /**
     * A URL with user and password masked, whatever characters people typed in them: everything up to the last
     * {@code @}. A user without a password is no secret. Text with another form is unchanged.
     */
    public static String maskCredentials(String url) {
        int begin = url.indexOf("//") + 2;
        int end = url.lastIndexOf('@');
        return begin < 2 || end < begin || url.substring(begin, end).indexOf(':') < 0
                ? url
                : url.substring(0, begin) + MASK + url.substring(end);
    }

    /**
     * The text with its secrets masked, among them the credentials in valid URLs. Mask text before it is truncated,
     * since the beginning of a secret is not recognized.
     */
    public String mask(String text) {
        List<Secret> longestFirst = Stream.concat(permanent.stream(), added.stream())
                .sorted(Comparator.comparingInt((Secret secret) -> secret.text().length())
                        .reversed())
                .toList();
        String masked =
                AUTHORITY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(maskCredentials(found.group())));
        for (Secret secret : longestFirst) {
            for (Pattern form : secret.forms()) {
                masked = form.matcher(masked).replaceAll(MASK);
            }
        }
        return masked;
    }
}
