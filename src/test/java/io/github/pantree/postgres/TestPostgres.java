package io.github.pantree.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A separate database on the only real PostgreSQL server of this JVM. */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Started by the first test that needs it, and stopped with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C")
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final String name;

    private TestPostgres(String name) {
        this.name = name;
    }

    public static TestPostgres create() throws SQLException {
        String name = "test" + COUNT.incrementAndGet();
        new TestPostgres("postgres").execute("create database " + name);
        return new TestPostgres(name);
    }

    /** A copy of this database, to which no connection may be open. */
    public TestPostgres copy() throws SQLException {
        String copy = "test" + COUNT.incrementAndGet();
        new TestPostgres("postgres").execute("create database " + copy + " template " + name);
        return new TestPostgres(copy);
    }

    /** Includes the user, who needs no password. */
    public String url() {
        return "jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + name + "?user=postgres";
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends all connections to this database, and refuses new ones. */
    public void shutDown() throws SQLException {
        TestPostgres other = new TestPostgres("postgres");
        other.execute("alter database " + name + " allow_connections false");
        other.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    /** The first column of the first row. */
    public String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet line = statement.executeQuery(sql)) {
            line.next();
            return String.valueOf(line.getString(1));
        }
    }
}
