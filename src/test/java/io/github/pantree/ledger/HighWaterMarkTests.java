package io.github.pantree.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.ledger.HighWaterMark.Value;
import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

final class HighWaterMarkTests {

    private static final UUID DATABASE = UUID.fromString("00000000-0000-0000-0000-00000000000a");

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path file;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private HighWaterMark mark;

    @BeforeEach
    void open() {
        file = home.resolve("mark");
        mark = new HighWaterMark(file, TimeSource.SYSTEM);
    }

    @Test
    void readsNothingBeforeTheFirstWrite() {
        assertThat(mark.exists()).isFalse();
        assertThat(mark.read()).isEmpty();
    }

    @Test
    void readsWhatWasWrittenLast() {
        mark.write(new Value(DATABASE, 1_000_000));
        mark.write(new Value(DATABASE, 7));

        assertThat(new HighWaterMark(file, TimeSource.SYSTEM).read()).contains(new Value(DATABASE, 7));
    }

    @Test
    void belongsToItsOwnerOnly() throws Exception {
        mark.write(new Value(DATABASE, 1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void understandsNothingElse() throws Exception {
        for (String text : new String[] {"", "pantree\n", "pantree x 0000000000000000001\n", "\0\0\0\0"}) {
            Files.writeString(file, text);
            assertThat(mark.read()).isEmpty();
            assertThat(mark.exists()).isTrue();
        }
    }

    @Test
    void doesNotTrustACopy() throws Exception {
        new HighWaterMark(file, aMinuteAgo()).write(new Value(DATABASE, 1));

        assertThat(mark.read()).isEmpty();
    }

    /** As if the file had been restored a minute after it was written. */
    private static TimeSource aMinuteAgo() {
        return new TickingTime(Instant.now().minusSeconds(60));
    }

    @Test
    void doesNotTrustACopyThatTookThePlaceOfTheFileAtOnce() throws Exception {
        mark.write(new Value(DATABASE, 1));
        Path copy = Files.copy(file, home.resolve("copy"));
        mark.write(new Value(DATABASE, 2));
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(mark.read()).isEmpty();
    }

    @Test
    void readsAFileOfAnOlderVersion() throws Exception {
        Files.writeString(
                file,
                String.format(
                        "pantree %s %019d %019d\n", DATABASE, 5, Instant.now().toEpochMilli()));

        assertThat(mark.read()).contains(new Value(DATABASE, 5));
    }

    @Test
    void replacesALongerText() throws Exception {
        Files.writeString(file, "?".repeat(200));
        mark.write(new Value(DATABASE, 3));

        assertThat(mark.read()).contains(new Value(DATABASE, 3));
    }

    @Test
    void reportsAFileThatCannotBeWrittenAsAFailureOfStorage() {
        HighWaterMark nowhere = new HighWaterMark(home.resolve("none/mark"), TimeSource.SYSTEM);

        assertThatThrownBy(() -> nowhere.write(new Value(DATABASE, 1)))
                .isInstanceOf(DataAccessException.class)
                .satisfies(failure -> assertThat(DatabaseErrors.reason(failure))
                        .hasValueSatisfying(reason -> assertThat(reason).contains("none")));
    }
}
