package io.github.pantree.metrics;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the meters of a batch run go: the {@code pantree.*} properties of this room.
 *
 * @param pushGateway the URL of a Prometheus push gateway, without a trailing slash; null for none
 */
@ConfigurationProperties("pantree")
public record MeterSettings(@Nullable String pushGateway) {

    public MeterSettings {
        pushGateway = pushGateway == null || pushGateway.isBlank() ? null : checked(pushGateway.strip());
    }

    private static String checked(String url) {
        try {
            URI uri = URI.create(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
                return url.replaceAll("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            throw invalid(url);
        }
        throw invalid(url);
    }

    private static InvalidSettingException invalid(String url) {
        return new InvalidSettingException(
                "pantree.push-gateway",
                url,
                Messages.format("setting.push.rule"),
                Messages.format("setting.push.remedy"));
    }
}
