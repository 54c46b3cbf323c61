package io.github.pantree.support;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Proxy and certificates: the {@code pantree.*} properties for the API, webhooks and the push gateway.
 *
 * @param proxy {@code http://[user:password@]host:port}; {@code none} for no proxy; by default the variables
 *     HTTPS_PROXY, HTTP_PROXY and NO_PROXY apply
 * @param caFile a PEM file with certificate authorities, in addition to those of the system
 */
@ConfigurationProperties("pantree")
public record NetworkSettings(
        @Nullable String proxy, @Nullable Path caFile) {

    public NetworkSettings {
        proxy = SettingValues.blankToNull(proxy);
    }

    /** Omits the password of the proxy. */
    @Override
    public String toString() {
        return "NetworkSettings[" + caFile + "]";
    }
}
