package io.github.pantree.ledger.postgres;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.SecretMasker;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database that several processes share as job repository and ledger.
 *
 * @param url with all connection parameters, except user and password if those are separate settings
 * @param schema the schema of the tables
 */
public record PostgresDatabase(
        String url, @Nullable String user, @Nullable String password, String schema) {

    private static final String SETTING = "spring.datasource.url";
    private static final String PREFIX = "jdbc:postgresql:";
    private static final String SCHEMA = "currentSchema";
    private static final String OWN_SCHEMA = "pantree";
    private static final String IDENTIFIER = "[a-z_][a-z0-9_]{0,62}";

    /**
     * Statements read what was committed before them, whatever the default of a role or database is. The server detects
     * within about half a minute that a client's machine is unreachable, and releases its locks; on the client, the
     * driver's keep-alive and timeouts do the same.
     */
    public static final String SESSION_SETTINGS =
            "set session characteristics as transaction isolation level read committed;"
                    + " set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3";

    /** The socket timeout of a statement, to detect a server that disappeared without closing its connections. */
    private static final String TIMEOUT_SECONDS = "600";

    /** The same for the small statements that coordinate processes. */
    private static final String SHORT_TIMEOUT_SECONDS = "10";

    /**
     * Parses a URL.
     *
     * @throws InvalidSettingException if it is not a PostgreSQL URL, or names a schema that would need quotes
     */
    public static PostgresDatabase of(String url, @Nullable String user, @Nullable String password) {
        String text = url.strip();
        if (!text.startsWith(PREFIX)) {
            throw InvalidSettingException.of(SETTING, shown(text), "server");
        }
        Map<String, String> parameters = parameters(text);
        String schema = Optional.ofNullable(parameters.get(SCHEMA)).orElse(OWN_SCHEMA);
        if (!schema.matches(IDENTIFIER)) {
            throw InvalidSettingException.of(SETTING, SCHEMA + "=" + schema, "schema");
        }
        parameters.putIfAbsent(SCHEMA, schema);
        parameters.putIfAbsent("ApplicationName", "pantree");
        parameters.putIfAbsent("tcpKeepAlive", "true");
        parameters.putIfAbsent("reWriteBatchedInserts", "true");
        parameters.putIfAbsent("socketTimeout", TIMEOUT_SECONDS);
        return new PostgresDatabase(
                withoutParameters(text).replaceFirst("//[^/]*@", "//")
                        + parameters.entrySet().stream()
                                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                                .collect(Collectors.joining("&", "?", "")),
                user,
                password,
                schema);
    }

    /** Unchanged, except the schema, which is decoded. */
    private static Map<String, String> parameters(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int begin = url.indexOf('?');
        if (begin >= 0) {
            Arrays.stream(url.substring(begin + 1).split("&"))
                    .filter(part -> !part.isEmpty())
                    .map(part -> part.split("=", 2))
                    .forEach(part -> parameters.put(part[0], part.length < 2 ? "" : part[1]));
        }
        parameters.computeIfPresent(SCHEMA, (key, value) -> URLDecoder.decode(value, StandardCharsets.UTF_8));
        return parameters;
    }

    /** The URL without its parameters and credentials, which may contain a password. */
    public String shown() {
        return shown(url);
    }

    private static String shown(String url) {
        return SecretMasker.maskCredentials(withoutParameters(url));
    }

    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*", "");
    }

    /** Opens a connection outside the pool, for small statements. */
    DedicatedConnection connect() {
        Properties properties = new Properties();
        if (user != null) {
            properties.put("user", user);
        }
        if (password != null) {
            properties.put("password", password);
        }
        DedicatedConnection connection = new DedicatedConnection(
                url.replaceFirst("([?&]socketTimeout=)[^&]*", "$1" + SHORT_TIMEOUT_SECONDS), properties);
        try {
            connection.jdbc().execute(SESSION_SETTINGS);
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "PostgresDatabase[" + shown() + ", " + schema + "]";
    }
}
