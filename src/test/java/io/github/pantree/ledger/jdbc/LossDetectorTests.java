package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.HighWaterMark;
import io.github.pantree.ledger.HighWaterMark.Value;
import io.github.pantree.support.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

final class LossDetectorTests {

    @TempDir
    private Path home;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private H2Home database;

    @SuppressWarnings("NullAway.Init") // before each test
    private JdbcTemplate jdbc;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path file;

    private long manifest;

    @BeforeEach
    void open() throws Exception {
        database = new H2Home(home);
        jdbc = database.jdbc();
        file = home.resolve("mark");
        manifest = database.addManifest("top");
        folder(0, "EXISTED");
        folder(1, "CREATED");
        folder(2, "PENDING");
        folder(3, "FAILED");
    }

    private void folder(long number, String state) {
        jdbc.update(
                "insert into folder (manifest_id, number, parent_number, depth, name, path, state)"
                        + " values (?, ?, 0, 1, 'n', '/n', ?)",
                manifest,
                number,
                state);
    }

    private LossDetector recovered() {
        LossDetector detector =
                new LossDetector(jdbc, database.transactions(), Dialect.H2, new HighWaterMark(file, TimeSource.SYSTEM));
        detector.recover();
        return detector;
    }

    private static void send(LossDetector detector) {
        detector.raise();
        detector.persist();
    }

    private Map<Long, String> states() {
        return jdbc
                .queryForList("select number, state || ' ' || in_doubt as state from folder order by number")
                .stream()
                .collect(Collectors.toMap(
                        row -> Long.valueOf(String.valueOf(row.get("number"))),
                        row -> String.valueOf(row.get("state"))));
    }

    private void expectDoubt(boolean doubt) {
        assertThat(states())
                .containsEntry(1L, "CREATED FALSE")
                .containsEntry(2L, doubt ? "SENT TRUE" : "PENDING FALSE")
                .containsEntry(3L, doubt ? "FAILED TRUE" : "FAILED FALSE");
    }

    @Test
    void trustsADatabaseThatIsAsFarAsTheMark() {
        send(recovered());
        recovered();

        expectDoubt(false);
        assertThat(new HighWaterMark(file, TimeSource.SYSTEM).read())
                .map(Value::number)
                .contains(1L);
    }

    @Test
    void trustsADatabaseOfAVersionWithoutMarks() {
        recovered();

        expectDoubt(false);
    }

    @Test
    void trustsADatabaseThatIsFurther() {
        LossDetector detector = recovered();
        detector.raise();
        recovered();

        expectDoubt(false);
        assertThat(new HighWaterMark(file, TimeSource.SYSTEM).read())
                .map(Value::number)
                .contains(1L);
    }

    @Test
    void distrustsAnOlderDatabaseOnce() {
        LossDetector detector = recovered();
        send(detector);
        send(detector);
        jdbc.update("update database_mark set mark = 1");
        recovered();
        expectDoubt(true);
        jdbc.update("update folder set state = 'PENDING', in_doubt = false where number = 2");
        jdbc.update("update folder set in_doubt = false where number = 3");
        recovered();

        expectDoubt(false);
    }

    @Test
    void distrustsADatabaseThatBeganAnew() {
        send(recovered());
        jdbc.update("delete from database_mark");
        recovered();

        expectDoubt(true);
    }

    @Test
    void distrustsAnotherDatabase() {
        send(recovered());
        jdbc.update("update database_mark set identity = ?, mark = 100", UUID.randomUUID());
        recovered();

        expectDoubt(true);
        assertThat(new HighWaterMark(file, TimeSource.SYSTEM).read())
                .map(Value::number)
                .contains(100L);
    }

    @Test
    void distrustsADatabaseWithoutTheMarkOfWhatItSent() throws Exception {
        send(recovered());
        Files.delete(file);
        recovered();

        expectDoubt(true);
        assertThat(Files.exists(file)).isTrue();
    }

    @Test
    void distrustsADatabaseWhoseMarkIsDamaged() throws Exception {
        recovered();
        Files.writeString(file, "pantree");
        recovered();

        expectDoubt(true);
    }

    @Test
    void distrustsNewManifestsForADayAfterALoss() {
        LossDetector detector = recovered();
        detector.distrust(manifest);
        expectDoubt(false);
        jdbc.update("update database_mark set lost_at = current_timestamp - interval '2' day");
        detector.distrust(manifest);
        expectDoubt(false);
        jdbc.update("update database_mark set lost_at = current_timestamp");
        detector.distrust(manifest);

        assertThat(states()).containsEntry(2L, "SENT TRUE").containsEntry(1L, "CREATED FALSE");
    }

    @Test
    void keepsNoMarkWithoutAFile() {
        LossDetector detector = new LossDetector(jdbc, database.transactions(), Dialect.H2, null);
        detector.recover();
        send(detector);

        assertThat(jdbc.queryForObject("select mark from database_mark", Long.class))
                .isZero();
        expectDoubt(false);
    }
}
