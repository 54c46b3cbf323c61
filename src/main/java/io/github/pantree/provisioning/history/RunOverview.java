package io.github.pantree.provisioning.history;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.Summary;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run in the job repository.
 *
 * @param started in the machine's time zone, whole milliseconds
 * @param state the status of its summary, or killed
 * @param folders the counts at its end; null if it was killed
 */
public record RunOverview(
        String run,
        OffsetDateTime started,
        String manifest,
        String state,
        @Nullable FolderCounts folders) {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** Its start, local time, for a person. */
    public String when() {
        return WHEN.format(started);
    }

    /** With the keys that the README promises. */
    public Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("run", run);
        map.put("manifest", manifest);
        map.put("status", state);
        map.put("started", started);
        map.put("folders", folders == null ? null : Summary.map(folders));
        return map;
    }
}
