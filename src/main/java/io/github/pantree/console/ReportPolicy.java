package io.github.pantree.console;

import io.github.pantree.support.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The content security policy of a report: no scripts, and only the style sheets that it has. */
final class ReportPolicy {

    private static final Pattern STYLE = Pattern.compile("<style[^>]*>(.*?)</style>", Pattern.DOTALL);

    private ReportPolicy() {}

    static String of(String html) {
        String styles = STYLE.matcher(html)
                .results()
                .map(style -> " 'sha256-" + hash(style.group(1)) + "'")
                .distinct()
                .collect(Collectors.joining());
        return "default-src 'none'; style-src" + (styles.isEmpty() ? " 'none'" : styles)
                + "; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";
    }

    private static String hash(String style) {
        byte[] digest = Sha256.newDigest().digest(style.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
