package io.github.pantree.ledger.postgres;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
 * @param url with all that a connection needs, but for user and password where those are settings of their own
 * @param schema where the tables are
 */
public record PostgresDatabase(
        String url, @Nullable String user, @Nullable String password, String schema) {

    private static final String SETTING = "spring.datasource.url";
    private static final String PREFIX = "jdbc:postgresql:";
    private static final String SCHEMA = "currentSchema";
    private static final String OWN_SCHEMA = "pantree";
    private static final String IDENTIFIER = "[a-z_][a-z0-9_]{0,62}";

    /**
     * Lets the server notice in about half a minute that a client's machine is gone, and free what it held; for the client
     * the driver's keep-alive and time-outs do the same.
     */
    public static final String KEEP_ALIVE =
            "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3";

    /** What a statement may take at most; a server that is gone without a word is noticed by it. */
    private static final String LONGEST_STATEMENT_SECONDS = "600";

    /** The same for the small statements that processes tell each other something with. */
    private static final String LONGEST_WORD_SECONDS = "10";

    /**
     * Reads a URL.
     *
     * @throws InvalidSettingException if it is not one of PostgreSQL, or names a schema that would need quotes
     */
    public static PostgresDatabase of(String url, @Nullable String user, @Nullable String password) {
        String text = url.strip();
        if (!text.startsWith(PREFIX)) {
            throw new InvalidSettingException(
                    SETTING,
                    shown(text),
                    Messages.format("setting.server.rule"),
                    Messages.format("setting.server.remedy"));
        }
        Map<String, String> parameters = parameters(text);
        String schema = Optional.ofNullable(parameters.get(SCHEMA)).orElse(OWN_SCHEMA);
        if (!schema.matches(IDENTIFIER)) {
            throw new InvalidSettingException(
                    SETTING,
                    SCHEMA + "=" + schema,
                    Messages.format("setting.schema.rule"),
                    Messages.format("setting.schema.remedy"));
        }
        parameters.putIfAbsent(SCHEMA, schema);
        parameters.putIfAbsent("ApplicationName", "pantree");
        parameters.putIfAbsent("tcpKeepAlive", "true");
        parameters.putIfAbsent("reWriteBatchedInserts", "true");
        parameters.putIfAbsent("socketTimeout", LONGEST_STATEMENT_SECONDS);
        return new PostgresDatabase(
                shown(text)
                        + parameters.entrySet().stream()
                                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                                .collect(Collectors.joining("&", "?", "")),
                user,
                password,
                schema);
    }

    /** As they are written, but for the schema. */
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

    /** What a person may see of it: its parameters may hold a password. */
    public String shown() {
        return shown(url);
    }

    private static String shown(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    /**
     * A connection beside those of the ledger, for small statements.
     *
     * @throws SQLException if there is none to be had
     */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.put("user", user);
        }
        if (password != null) {
            properties.put("password", password);
        }
        String quick = url.replaceFirst("([?&]socketTimeout=)[^&]*", "$1" + LONGEST_WORD_SECONDS);
        Connection connection = DriverManager.getConnection(quick, properties);
        try (var statement = connection.createStatement()) {
            statement.execute(KEEP_ALIVE);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ServerDatabase[" + shown() + ", " + schema + "]";
    }
}
