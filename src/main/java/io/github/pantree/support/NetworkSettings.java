package io.github.pantree.support;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How servers are reached: the {@code pantree.*} properties for API, webhooks and push gateway alike.
 *
 * @param proxy {@code http://[user:password@]host:port}; {@code none} for no proxy; by default HTTPS_PROXY, HTTP_PROXY
 *     and NO_PROXY decide
 * @param caFile a PEM file of further certificate authorities, in addition to those of the system
 */
@ConfigurationProperties("pantree")
public record NetworkSettings(
        @Nullable String proxy, @Nullable Path caFile) {

    public NetworkSettings {
        proxy = SettingValues.blankToNull(proxy);
    }

    /** Without the password of the proxy. */
    @Override
    public String toString() {
        return "NetworkSettings[" + caFile + "]";
    }
}
