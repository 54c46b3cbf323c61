package io.github.pantree.notification.channel;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What opens a place and must not come into a log, not even out of that place's own answer. */
final class SecretMasker {

    private static final String STARS = "***";

    /** Of a text so short that it opens nothing, every occurrence in an innocent word would be masked. */
    private static final int SHORTEST = 6;

    private final List<String> known;

    SecretMasker(@Nullable String secret, @Nullable URI url) {
        known = Stream.concat(Stream.ofNullable(secret), url == null ? Stream.<String>empty() : parts(url))
                .filter(text -> text.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Any part of the path, and the value of any parameter, may be the key. */
    private static Stream<String> parts(URI url) {
        return Stream.of(url.getRawPath(), url.getPath(), url.getRawQuery(), url.getQuery())
                .filter(Objects::nonNull)
                .flatMap(part -> Stream.concat(Stream.of(part), Arrays.stream(part.split("[/&=?]", -1))));
    }

    String mask(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, STARS);
        }
        return masked;
    }
}
