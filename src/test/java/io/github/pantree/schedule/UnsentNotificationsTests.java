package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void keepsTheLatestOfMany() {
        UnsentNotifications unsent = new UnsentNotifications(home, "nightly");
        unsent.keep(Map.of("a", Collections.nCopies(1_000, FAILURE)));
        assertThat(unsent.take().get("a")).hasSize(100);
    }

    @Test
    void ignoresAFileThatItCannotRead() throws IOException {
        Files.createDirectories(home.resolve("jobs"));
        Files.writeString(home.resolve("jobs/nightly.unsent.json"), "{");
        assertThat(new UnsentNotifications(home, "nightly").take()).isEmpty();
    }
}
