package io.github.pantree.schedule;

import io.github.pantree.notification.Notification;
import io.github.pantree.support.FileMutex;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final FileMutex mutex;

    UnsentNotifications(Path home, String job) {
        this.file = home.resolve("jobs").resolve(job + ".unsent.json");
        this.mutex = new FileMutex(home.resolve("jobs").resolve(job + ".unsent.lock"));
    }

    /** Removes and returns all of them, so that no other process sends them as well. */
    Map<String, List<Notification>> take() {
        try {
            return Files.exists(file) ? mutex.locked(this::remove) : Map.of();
        } catch (IOException e) {
            log.warn("{}", Messages.format("notification.unsent.unreadable", FileSystemErrors.describe(e)));
            return Map.of();
        } catch (JacksonException e) {
            log.warn("{}", Messages.format("notification.unsent.unreadable", file));
            log.debug("Unreadable: {}", file, e);
            return Map.of();
        }
    }

    private Map<String, List<Notification>> remove() throws IOException {
        Map<String, List<Notification>> all = read();
        Files.deleteIfExists(file);
        return all;
    }

    private Map<String, List<Notification>> read() throws IOException {
        return Files.exists(file)
                ? Json.read(Files.readString(file), Content.class).unsent()
                : Map.of();
    }

    private Map<String, List<Notification>> readable() throws IOException {
        try {
            return read();
        } catch (JacksonException e) {
            log.debug("Replaced: {}", file, e);
            return Map.of();
        }
    }

    private static List<Notification> latest(List<Notification> kept, List<Notification> more) {
        List<Notification> all = new ArrayList<>(kept);
        all.addAll(more);
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }

    /** Adds them to those that another run of the job has kept meanwhile. */
    void keep(Map<String, List<Notification>> unsent) {
        if (unsent.isEmpty()) {
            return;
        }
        try {
            mutex.locked(() -> {
                Map<String, List<Notification>> all = new TreeMap<>(readable());
                unsent.forEach((name, more) -> all.put(name, latest(all.getOrDefault(name, List.of()), more)));
                OwnerOnlyFiles.replace(file, temporary -> Files.writeString(temporary, Json.write(new Content(all))));
                return all;
            });
        } catch (IOException e) {
            int count = unsent.values().stream().mapToInt(List::size).sum();
            log.warn("{}", Messages.format("notification.unsent.lost", count, FileSystemErrors.describe(e)));
        }
    }
}
