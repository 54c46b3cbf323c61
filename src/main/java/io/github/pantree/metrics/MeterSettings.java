package io.github.pantree.metrics;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.SettingValues;
import io.github.pantree.support.WebAddress;
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
        pushGateway = pushGateway == null ? null : checked(pushGateway);
    }

    private static String checked(String url) {
        return WebAddress.parse(url)
                .filter(uri -> uri.getQuery() == null)
                .map(uri -> url.replaceAll("/+$", ""))
                .orElseThrow(() -> InvalidSettingException.of("pantree.push-gateway", url, "push"));
    }
}
