package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import io.github.pantree.support.Messages;
import io.github.pantree.testing.RecordedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnsentNotificationsTests {

    private static final Notification FAILURE = new Notification(
            Event.FAILED,
            "nightly",
            "run-7",
            "/data/目录.csv",
            3,
            new FolderCounts(1, 2, 3, 4, 5),
            1.5,
            Path.of("/data/results").toAbsolutePath(),
            "why",
            null);

    @RegisterExtension
    final RecordedLog log = RecordedLog.of(UnsentNotifications.class);

    @TempDir
    private Path home;

    @Test
    void returnsWhatWasKeptOnce() {
        UnsentNotifications unsent = new UnsentNotifications(home, "nightly");
        assertThat(unsent.take()).isEmpty();
        unsent.keep(Map.of("pantree.notify[0] (dingtalk, x)", List.of(FAILURE)));
        assertThat(new UnsentNotifications(home, "nightly").take())
                .isEqualTo(Map.of("pantree.notify[0] (dingtalk, x)", List.of(FAILURE)));
        assertThat(unsent.take()).isEmpty();
    }

    @Test
    void addsToWhatAnotherRunHasKept() {
        new UnsentNotifications(home, "nightly").keep(Map.of("a", List.of(FAILURE), "b", List.of(FAILURE)));
        UnsentNotifications unsent = new UnsentNotifications(home, "nightly");
        unsent.keep(Map.of("a", List.of(FAILURE, FAILURE)));
        assertThat(unsent.take().get("a")).hasSize(3);
        unsent.keep(Map.of("a", List.of(FAILURE)));
        assertThat(unsent.take()).containsOnlyKeys("a");
    }

    @Test
    void keepsTheLatestOfMany() {
        UnsentNotifications unsent = new UnsentNotifications(home, "nightly");
        unsent.keep(Map.of("a", Collections.nCopies(1_000, FAILURE)));
        assertThat(unsent.take().get("a")).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource({"en, cannot be read", "zh, 无法读取"})
    void warnsOfAFileThatItCannotRead(String language, String expected) throws Exception {
        Files.createDirectories(home.resolve("jobs"));
        Path file = Files.writeString(home.resolve("jobs/nightly.unsent.json"), "{");
        List<String> warnings =
                warnings(language, unsent -> assertThat(unsent.take()).isEmpty());
        assertThat(warnings).singleElement().asString().contains(expected, file.toString());
    }

    @ParameterizedTest
    @CsvSource({"en, 2 notifications could not be sent", "zh, 2 条通知未能发送"})
    void warnsIfItCannotKeepThem(String language, String expected) throws Exception {
        Files.writeString(home.resolve("jobs"), "not a folder");
        List<String> warnings = warnings(language, unsent -> unsent.keep(Map.of("a", List.of(FAILURE, FAILURE))));
        assertThat(warnings).singleElement().asString().contains(expected, "jobs");
    }

    private List<String> warnings(String language, Consumer<UnsentNotifications> work) throws Exception {
        return Messages.inLanguage(Locale.forLanguageTag(language), () -> {
            work.accept(new UnsentNotifications(home, "nightly"));
            return log.messages(Level.WARN);
        });
    }
}
