package io.github.pantree.metrics;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.SettingValues;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the meters of a run are pushed to: the {@code pantree.*} properties of this package.
 *
 * @param pushGateway the URL of a Prometheus push gateway, without a trailing slash; null for none
 */
@ConfigurationProperties("pantree")
public record MeterSettings(@Nullable String pushGateway) {

    public MeterSettings {
        pushGateway = SettingValues.blankToNull(pushGateway);
        if (pushGateway != null && !isUsable(pushGateway)) {
            throw InvalidSettingException.of("pantree.push-gateway", pushGateway, "push");
        }
        pushGateway = pushGateway == null ? null : pushGateway.replaceAll("/+$", "");
    }

    private static boolean isUsable(String url) {
        try {
            URI uri = URI.create(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
