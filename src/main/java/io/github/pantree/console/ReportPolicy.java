package io.github.pantree.console;

import io.github.pantree.support.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The content security policy of a report: no scripts, and only the style sheets and style attributes that it has. */
final class ReportPolicy {

    private static final Pattern STYLE = Pattern.compile("<style[^>]*>(.*?)</style>", Pattern.DOTALL);

    private static final Pattern ATTRIBUTE = Pattern.compile("<[^>]* style=\"([^\"]*)\"");
    /** Browsers limit the length of a header. */
    private static final int MOST = 100;

    private ReportPolicy() {}

    static String of(String html) {
        String attributes = hashes(ATTRIBUTE, html);
        String styles = hashes(STYLE, html) + (attributes.isEmpty() ? "" : " 'unsafe-hashes'" + attributes);
        return "default-src 'none'; style-src" + (styles.isEmpty() ? " 'none'" : styles)
                + "; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";
    }

    private static String hashes(Pattern pattern, String html) {
        return pattern.matcher(html)
                .results()
                .map(style -> " 'sha256-" + hash(style.group(1)) + "'")
                .distinct()
                .limit(MOST)
                .collect(Collectors.joining());
    }

    private static String hash(String style) {
        byte[] digest = Sha256.newDigest().digest(style.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
