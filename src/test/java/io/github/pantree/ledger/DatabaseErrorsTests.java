package io.github.pantree.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;

final class DatabaseErrorsTests {

    private static final String DISK = "No space left on device";

    @Test
    void ignoresOtherExceptions() {
        assertThat(DatabaseErrors.reason(new IllegalStateException("defect"))).isEmpty();
        assertThat(DatabaseErrors.reason(new UncheckedIOException(new IOException(DISK))))
                .isEmpty();
        assertThat(DatabaseErrors.diskReason(new UncheckedIOException(new IOException(DISK))))
                .isEmpty();
    }

    static List<Throwable> ofTheDatabase() {
        return List.of(
                new SQLException("it failed", "90028"),
                new SQLException("it failed", (String) null),
                new DataAccessResourceFailureException("it failed"),
                new CannotCreateTransactionException("it failed"),
                new FlywayException("it failed"));
    }

    @ParameterizedTest
    @MethodSource("ofTheDatabase")
    void returnsTheMessageOfTheDatabase(Throwable failure) {
        assertThat(DatabaseErrors.reason(failure)).contains("it failed");
        assertThat(DatabaseErrors.reason(new IllegalStateException("around", failure)))
                .isPresent();
        assertThat(DatabaseErrors.diskReason(failure)).isEmpty();
    }

    static List<Throwable> defects() {
        return List.of(
                new DataIntegrityViolationException("defect", new SQLException("constraint", "23505")),
                new InvalidDataAccessApiUsageException("defect"),
                new InvalidDataAccessResourceUsageException("defect", new SQLException("wrong", "42000")),
                new BadSqlGrammarException("task", "sql", new SQLException("wrong", "42001")));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void ignoresInvalidStatements(Throwable defect) {
        assertThat(DatabaseErrors.reason(defect)).isEmpty();
        assertThat(DatabaseErrors.reason(new DataAccessResourceFailureException("around", defect)))
                .isEmpty();
    }

    @Test
    void returnsMissingPermissions() {
        SQLException refusal = new SQLException("permission denied for table folder", "42501");
        assertThat(DatabaseErrors.reason(new BadSqlGrammarException("task", "sql", refusal)))
                .contains("permission denied for table folder");
    }

    @Test
    void quotesTheFileSystemBeforeTheDatabase() {
        Throwable failure = chain(
                new DataAccessResourceFailureException("spring"),
                new SQLException("h2", "90031"),
                new IOException(DISK));
        assertThat(DatabaseErrors.reason(failure)).contains(DISK);
        assertThat(DatabaseErrors.diskReason(failure)).contains(DISK);
    }

    @Test
    void quotesTheDatabaseBeforeTheFramework() {
        Throwable failure = chain(new DataAccessResourceFailureException("spring"), new SQLException("h2", "90031"));
        assertThat(DatabaseErrors.reason(failure)).contains("h2");
    }

    @Test
    void quotesTheInnermostExceptionWithoutEither() {
        Throwable failure = chain(new CannotCreateTransactionException("outer"), new IllegalStateException("inner"));
        assertThat(DatabaseErrors.reason(failure)).contains("inner");
    }

    @Test
    void quotesTheDriverBehindAPoolThatHasNoConnection() {
        Throwable failure = chain(
                new CannotCreateTransactionException("spring"),
                new SQLTransientConnectionException("pool timed out", "08001"),
                new SQLException("Connection to db refused", "08004"),
                new ConnectException("Connection refused"));
        assertThat(DatabaseErrors.reason(failure)).contains("Connection to db refused");
        assertThat(DatabaseErrors.diskReason(failure)).as("of the network").isEmpty();
    }

    /** H2 uses the SQL states of connections for a file that it cannot open. */
    @Test
    void doesNotTreatAnH2FileErrorAsAConnectionFailure() {
        Throwable failure = chain(new SQLException("file", "08000"), new IOException(DISK));
        assertThat(DatabaseErrors.reason(failure)).contains(DISK);
        assertThat(DatabaseErrors.diskReason(failure)).contains(DISK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "90031", "18000"})
    void doesNotTreatOtherStatesAsConnectionFailures(String state) {
        Throwable failure = chain(new SQLException("state", state), new IOException(DISK));
        assertThat(DatabaseErrors.diskReason(failure)).contains(DISK);
    }

    @Test
    void doesNotTreatTheEndOfAFileAsADiskError() {
        Throwable failure = chain(new SQLException("file is damaged", "90030"), new EOFException("end"));
        assertThat(DatabaseErrors.diskReason(failure)).isEmpty();
        assertThat(DatabaseErrors.reason(failure)).contains("end");
    }

    @Test
    void quotesOneLine() {
        assertThat(DatabaseErrors.reason(new SQLException("  first \n second"))).contains("first");
        assertThat(DatabaseErrors.reason(new SQLException((String) null))).contains("java.sql.SQLException");
        assertThat(DatabaseErrors.reason(new SQLException(""))).contains("java.sql.SQLException:");
    }

    @Test
    void endsOnCyclicCauses() {
        SQLException first = new SQLException("first", "90028");
        first.initCause(new IllegalStateException("second", first));
        assertThat(DatabaseErrors.reason(first)).contains("first");
        assertThat(DatabaseErrors.diskReason(first)).isEmpty();
    }

    /** Each one is the cause of the previous one. */
    private static Throwable chain(Throwable... failures) {
        @Nullable Throwable cause = null;
        for (int i = failures.length - 1; i >= 0; i--) {
            if (cause != null) {
                failures[i].initCause(cause);
            }
            cause = failures[i];
        }
        return failures[0];
    }
}
