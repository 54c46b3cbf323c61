package io.github.pantree.ledger;

import io.github.pantree.support.Causes;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;

/** Distinguishes failures of the database or the machine from defects of the program. */
public final class DatabaseErrors {

    /** The SQL states of lost connections, of H2's file errors, and of missing permission on a server. */
    private static final String CONNECTION = "08";

    private static final String FILE = "08000";

    private static final String NOT_ALLOWED = "42501";

    private DatabaseErrors() {}

    /** The error message of the database in one line, if the database failed. */
    public static Optional<String> reason(Throwable failure) {
        List<Throwable> chain = Causes.of(failure).toList();
        if (chain.stream().noneMatch(DatabaseErrors::isDatabase)
                || chain.stream().anyMatch(DatabaseErrors::isDefect)) {
            return Optional.empty();
        }
        // The message of the file system is the most helpful one; the driver describes network failures.
        Throwable root = chain.stream()
                .filter(DatabaseErrors::isConnectionFailure)
                // The pool reports only that there is no connection; its cause has the reason.
                .reduce((pool, driver) -> driver)
                .or(() -> chain.stream().filter(IOException.class::isInstance).findFirst())
                .or(() -> chain.stream().filter(SQLException.class::isInstance).findFirst())
                .orElse(chain.get(chain.size() - 1));
        return Optional.of(firstLine(root));
    }

    /** The message of the file system, if a write failed: the database itself is intact then. */
    public static Optional<String> diskReason(Throwable failure) {
        List<Throwable> chain = Causes.of(failure).toList();
        if (chain.stream().anyMatch(DatabaseErrors::isConnectionFailure)) {
            return Optional.empty();
        }
        return chain.stream()
                .filter(cause -> cause instanceof IOException && !(cause instanceof EOFException))
                .filter(cause -> reason(failure).isPresent())
                .map(DatabaseErrors::firstLine)
                .findFirst();
    }

    /** Whether the connection to the server was lost, or cannot be established. */
    public static boolean isLost(Throwable failure) {
        return Causes.of(failure).anyMatch(DatabaseErrors::isConnectionFailure);
    }

    private static boolean isDatabase(Throwable failure) {
        return failure instanceof SQLException
                || failure instanceof DataAccessException
                || failure instanceof TransactionException
                || failure instanceof FlywayException;
    }

    /** The server cannot be reached, or the connection to it was lost. */
    private static boolean isConnectionFailure(Throwable failure) {
        return failure instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith(CONNECTION)
                && !sql.getSQLState().equals(FILE);
    }

    /** Whether it is an invalid statement or a violated constraint, whose causes have no other meaning. */
    public static boolean isDefect(Throwable failure) {
        boolean statement = failure instanceof DataIntegrityViolationException
                || failure instanceof InvalidDataAccessApiUsageException
                || failure instanceof InvalidDataAccessResourceUsageException;
        // A missing permission is neither.
        return statement && !(failure.getCause() instanceof SQLException sql && NOT_ALLOWED.equals(sql.getSQLState()));
    }

    private static String firstLine(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return text.lines().findFirst().orElse(failure.toString()).strip();
    }
}
