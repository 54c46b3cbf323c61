package io.github.pantree.ledger;

import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;

/** Tells failures of the database, and so of the machine, from defects of the program. */
public final class DatabaseErrors {

    /** The class of SQL states about connections; the one of them that is about H2's file; and that of a server's refusal. */
    private static final String CONNECTION = "08";

    private static final String FILE = "08000";

    private static final String NOT_ALLOWED = "42501";

    private DatabaseErrors() {}

    /** What the database says is wrong, in one line, if it is the database that failed. */
    public static Optional<String> reason(Throwable failure) {
        List<Throwable> chain = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(50)
                .toList();
        if (chain.stream().noneMatch(DatabaseErrors::isDatabase)
                || chain.stream().anyMatch(DatabaseErrors::isDefect)) {
            return Optional.empty();
        }
        // The file system's own words, if there are any, are the ones that help; of a network's, the driver makes a
        // sentence.
        Throwable said = chain.stream()
                .filter(DatabaseErrors::isConnectionFailure)
                // A pool says no more than that it has none; why, its cause says.
                .reduce((pool, driver) -> driver)
                .or(() -> chain.stream().filter(IOException.class::isInstance).findFirst())
                .or(() -> chain.stream().filter(SQLException.class::isInstance).findFirst())
                .orElse(chain.get(chain.size() - 1));
        return Optional.of(firstLine(said));
    }

    /** What the file system says, if it could not write: the database itself is sound then. */
    public static Optional<String> diskReason(Throwable failure) {
        if (Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(50)
                .anyMatch(DatabaseErrors::isConnectionFailure)) {
            return Optional.empty();
        }
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(50)
                .filter(cause -> cause instanceof IOException && !(cause instanceof EOFException))
                .filter(cause -> reason(failure).isPresent())
                .map(DatabaseErrors::firstLine)
                .findFirst();
    }

    private static boolean isDatabase(Throwable failure) {
        return failure instanceof SQLException
                || failure instanceof DataAccessException
                || failure instanceof TransactionException
                || failure instanceof FlywayException;
    }

    /** A server that cannot be reached, or is no longer. */
    private static boolean isConnectionFailure(Throwable failure) {
        return failure instanceof SQLException trouble
                && trouble.getSQLState() != null
                && trouble.getSQLState().startsWith(CONNECTION)
                && !trouble.getSQLState().equals(FILE);
    }

    /** A statement that is wrong, or breaks a constraint; not one that the database's owner does not allow. */
    private static boolean isDefect(Throwable failure) {
        boolean statement = failure instanceof DataIntegrityViolationException
                || failure instanceof InvalidDataAccessApiUsageException
                || failure instanceof InvalidDataAccessResourceUsageException;
        return statement
                && !(failure.getCause() instanceof SQLException trouble && NOT_ALLOWED.equals(trouble.getSQLState()));
    }

    private static String firstLine(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return text.lines().findFirst().orElse(failure.toString()).strip();
    }
}
