package io.github.pantree.support;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param host without the brackets of an IPv6 address
 * @param authorization the value of {@code Proxy-Authorization}; null without user and password
 */
record HttpProxy(String host, int port, @Nullable String authorization) {

    private static final Pattern URL =
            Pattern.compile("(?i)(?:http://)?(?:(?!\\w+://)(?<user>.*)@)?(?<host>\\[[0-9a-f:.]+]|[^:/@\\[\\]\\s]+)"
                    + "(?::(?<port>\\d{1,5}))?/?");
    private static final int DEFAULT_PORT = 80;
    private static final int LAST_PORT = 65_535;

    /**
     * Parses {@code [http://][user:password@]host[:port]}; user and password may be URL-encoded.
     *
     * @param setting the name of the setting, for the message
     * @throws InvalidSettingException if the text has another form; does not show the password
     */
    static HttpProxy parse(String setting, String text) {
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            int port = url.group("port") == null ? DEFAULT_PORT : Integer.parseInt(url.group("port"));
            if (port > 0 && port <= LAST_PORT) {
                return new HttpProxy(url.group("host").replaceAll("[\\[\\]]", ""), port, basic(url.group("user")));
            }
        }
        String shown = text.contains("//")
                ? text
                : SecretMasker.maskCredentials("//" + text).substring(2);
        throw InvalidSettingException.of(setting, shown, "proxy");
    }

    private static @Nullable String basic(@Nullable String user) {
        return user == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(decoded(user).getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String user) {
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return user;
        }
    }

    Proxy toProxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    /** The URL without the password. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
