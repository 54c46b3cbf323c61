package io.github.pantree.schedule;

import io.github.pantree.notification.Notification;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Notifications that destinations certainly did not accept, kept in the home until the job's next run sends them again.
 */
final class UnsentNotifications {

    private static final Logger log = LoggerFactory.getLogger(UnsentNotifications.class);

    /**
     * Maximum notifications per destination: the latest ones, so that a destination that accepts nothing cannot fill
     * the disk.
     */
    private static final int MOST = 100;

    /** @param unsent by the name of the destination */
    private record Content(Map<String, List<Notification>> unsent) {}

    private final Path file;

    UnsentNotifications(Path home, String job) {
        this.file = home.resolve("jobs").resolve(job + ".unsent.json");
    }

    /** Removes and returns all of them, so that no other process sends them as well. */
    Map<String, List<Notification>> take() {
        try {
            if (!Files.exists(file)) {
                return Map.of();
            }
            Content content = Json.read(Files.readString(file), Content.class);
            Files.delete(file);
            return content.unsent();
        } catch (IOException e) {
            log.warn("{}", Messages.format("notice.unsent.unreadable", FileSystemErrors.describe(e)));
            return Map.of();
        } catch (JacksonException e) {
            log.warn("{}", Messages.format("notice.unsent.unreadable", file));
            log.debug("Unreadable: {}", file, e);
            return Map.of();
        }
    }

    void keep(Map<String, List<Notification>> unsent) {
        if (unsent.isEmpty()) {
            return;
        }
        Map<String, List<Notification>> latest = new TreeMap<>();
        unsent.forEach((name, all) -> latest.put(name, all.subList(Math.max(0, all.size() - MOST), all.size())));
        try {
            OwnerOnlyFiles.createFolder(Objects.requireNonNull(file.getParent()));
            OwnerOnlyFiles.replace(file, temporary -> Files.writeString(temporary, Json.write(new Content(latest))));
        } catch (IOException e) {
            int count = latest.values().stream().mapToInt(List::size).sum();
            log.warn("{}", Messages.format("notice.unsent.lost", count, FileSystemErrors.describe(e)));
        }
    }
}
