package io.github.pantree.provisioning.create;

import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders of a listing whose names are those of other folders with a number: servers create {@code a(1)}, {@code a
 * (1)} or, for {@code a.b}, {@code a(1).b} to avoid a second folder with one name.
 */
final class NumberedCopies {

    private static final Pattern NUMBERED = Pattern.compile("(.+?)\\s*[(\uFF08]\\d+[)\uFF09](\\.[^.]*)?");

    private final Map<String, List<Entry>> byRequest = new HashMap<>();

    NumberedCopies(Listed listed) {
        listed.byName()
                .keySet()
                .forEach(name -> requestedName(name)
                        .ifPresent(requested -> byRequest
                                .computeIfAbsent(requested, first -> new ArrayList<>())
                                .addAll(listed.folders(name))));
    }

    /** The copies of this name. */
    List<Entry> of(String requested) {
        return byRequest.getOrDefault(requested, List.of());
    }

    static boolean isCopy(String filename, String requested) {
        return requestedName(filename).filter(requested::equals).isPresent();
    }

    private static Optional<String> requestedName(String filename) {
        if (filename.indexOf('(') < 0 && filename.indexOf('\uFF08') < 0) {
            return Optional.empty();
        }
        Matcher matcher = NUMBERED.matcher(filename);
        return matcher.matches()
                ? Optional.of(matcher.group(1) + (matcher.group(2) == null ? "" : matcher.group(2)))
                : Optional.empty();
    }
}
