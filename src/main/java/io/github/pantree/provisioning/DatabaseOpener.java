package io.github.pantree.provisioning;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pantree.ledger.config.LedgerConfiguration;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.provisioning.settings.RunSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.core.env.Environment;

/**
 * Opens the home, and then its database with the current schema, on a thread of its own: the application context is
 * prepared meanwhile. The database is closed before the home is unlocked.
 */
final class DatabaseOpener implements AutoCloseable {

    private static final long CONNECTION_TIMEOUT_MS = 10_000;

    private final CompletableFuture<HomeDirectory> home;
    private final CompletableFuture<HikariDataSource> database;

    private DatabaseOpener(CompletableFuture<HomeDirectory> home, CompletableFuture<HikariDataSource> database) {
        this.home = home;
        this.database = database;
    }

    /**
     * Begins to open them, with settings that have been checked.
     *
     * @param server null for an H2 file in the home
     */
    static DatabaseOpener start(
            OpenRequest request, RunSettings settings, @Nullable PostgresDatabase server, Environment environment) {
        CompletableFuture<HomeDirectory> home = new CompletableFuture<>();
        CompletableFuture<HikariDataSource> database = new CompletableFuture<>();
        Thread opening = new Thread(
                () -> {
                    home.completeAsync(() -> HomeDirectory.open(request, settings, server != null), Runnable::run);
                    database.completeAsync(
                            () -> open(url(request.mode(), home.join(), server), server, environment), Runnable::run);
                },
                "database");
        opening.setDaemon(true);
        opening.start();
        return new DatabaseOpener(home, database);
    }

    /** URL and user are never combined with those of another program's environment variables. */
    private static String url(OpenMode mode, HomeDirectory home, @Nullable PostgresDatabase server) {
        if (server != null) {
            return server.url();
        }
        // Every commit is durable, except in the temporary database of a plan.
        String durability = mode == OpenMode.PLAN ? "" : ";WRITE_DELAY=0";
        return "jdbc:h2:file:" + home.database() + durability + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    private static HikariDataSource open(String url, @Nullable PostgresDatabase server, Environment environment) {
        HikariDataSource database = new HikariDataSource();
        try {
            Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(database));
            database.setDriverClassName(DatabaseDriver.fromJdbcUrl(url).getDriverClassName());
            database.setJdbcUrl(url);
            database.setUsername(server == null ? "" : server.user());
            database.setPassword(server == null ? "" : server.password());
            if (server != null) {
                database.setConnectionInitSql(PostgresDatabase.SESSION_SETTINGS);
                database.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
            }
            LedgerConfiguration.migrate(database, server);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The open home; waits for it. */
    HomeDirectory home() {
        return result(home);
    }

    /** The open database; waits for it. */
    HikariDataSource database() {
        return result(database);
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits until both are open, or have failed to open, and closes them. */
    @Override
    public void close() {
        database.handle((open, failure) -> open)
                .thenAccept(DatabaseOpener::closeDatabase)
                .join();
        home.handle((open, failure) -> open)
                .thenAccept(DatabaseOpener::closeHome)
                .join();
    }

    private static void closeDatabase(@Nullable HikariDataSource open) {
        if (open != null) {
            open.close();
        }
    }

    private static void closeHome(@Nullable HomeDirectory open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
