package io.github.pantree.support;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the proxy of a request: {@code pantree.proxy} for all requests or, without it, the variables {@code
 * HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, in lower case first; without these, the JVM's own settings,
 * such as {@code https.proxyHost}. A server on this machine is never accessed through a proxy on another one.
 */
final class ProxyRules extends ProxySelector {

    private static final String NONE = "none";

    private final @Nullable HttpProxy http;
    private final @Nullable HttpProxy https;
    private final List<String> exceptions;
    private final boolean isDefault;

    /**
     * @param setting {@code pantree.proxy}
     * @throws InvalidSettingException if the configured proxy is invalid
     */
    ProxyRules(@Nullable String setting, Map<String, String> environment) {
        if (setting == null) {
            http = fromVariable("http_proxy", environment);
            https = fromVariable("https_proxy", environment);
            exceptions = variable("no_proxy", environment).stream()
                    .flatMap(found -> Stream.of(found.getValue().split("[,\\s]+", -1)))
                    .filter(entry -> !entry.isEmpty())
                    .map(entry -> entry.toLowerCase(Locale.ROOT))
                    .toList();
        } else {
            http = setting.equalsIgnoreCase(NONE) ? null : HttpProxy.parse("pantree.proxy", setting);
            https = http;
            exceptions = List.of();
        }
        isDefault = setting == null && http == null && https == null;
    }

    private static @Nullable HttpProxy fromVariable(String name, Map<String, String> environment) {
        return variable(name, environment)
                .map(found -> HttpProxy.parse(found.getKey(), found.getValue()))
                .orElse(null);
    }

    private static Optional<Map.Entry<String, String>> variable(String name, Map<String, String> environment) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(key -> Map.entry(key, environment.getOrDefault(key, "").strip()))
                .filter(found -> !found.getValue().isEmpty())
                .findFirst();
    }

    /** The proxy for a request; empty if the request is sent to its server directly. */
    Optional<HttpProxy> proxy(URI uri) {
        HttpProxy proxy = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
        String host = host(String.valueOf(uri.getHost()));
        if (proxy == null || (isLoopback(host) && !isLoopback(proxy.host()))) {
            return Optional.empty();
        }
        return exceptions.stream().anyMatch(entry -> matches(entry, host, port(uri)))
                ? Optional.empty()
                : Optional.of(proxy);
    }

    private static String host(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|\\.$", "");
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /**
     * Whether an entry of NO_PROXY matches: {@code *}, a domain including its subdomains, an address or a network, with
     * an optional port.
     */
    private static boolean matches(String entry, String host, int port) {
        boolean hasPort = entry.matches("\\[.*]:\\d+|[^:]*:\\d+");
        if (hasPort && !entry.endsWith(":" + port)) {
            return false;
        }
        String name = host(hasPort ? entry.substring(0, entry.lastIndexOf(':')) : entry)
                .replaceFirst("^\\*?\\.", "");
        return entry.equals("*") || host.equals(name) || host.endsWith("." + name) || isInNetwork(name, host);
    }

    /** Whether an IPv4 address is in a network such as {@code 10.0.0.0/8}. */
    private static boolean isInNetwork(String network, String host) {
        String address = "\\d{1,3}(\\.\\d{1,3}){3}";
        if (!network.matches(address + "/\\d{1,2}") || !host.matches(address)) {
            return false;
        }
        String[] parts = network.split("/", -1);
        int ignored = Math.max(0, Integer.SIZE - Integer.parseInt(parts[1]));
        return number(parts[0]) >>> ignored == number(host) >>> ignored;
    }

    private static long number(String address) {
        return Stream.of(address.split("\\.", -1)).mapToLong(Long::parseLong).reduce(0, (all, part) -> all << 8 | part);
    }

    @Override
    public List<Proxy> select(URI uri) {
        ProxySelector ofJvm = ProxySelector.getDefault();
        if (isDefault && ofJvm != null) {
            return ofJvm.select(uri);
        }
        return List.of(proxy(uri).map(HttpProxy::toProxy).orElse(Proxy.NO_PROXY));
    }

    /** The caller sees the failure itself. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
