package io.github.pantree.provisioning.run;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.pantree.folder.FolderCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run came to.
 *
 * @param run the name of the run, which is also that of its folder
 * @param manifest the file
 * @param seconds from its start to its end
 */
public record Summary(String run, String manifest, RunStatus end, FolderCounts folders, Calls calls, double seconds) {

    /** Calls sent: see the summary's field of the same name in the README. */
    @JsonPropertyOrder({"mkdir", "list", "token", "limited", "retried"})
    public record Calls(long mkdir, long list, long token, long limited, long retried) {}

    /** The summary as one line of JSON, with the keys that the README promises. */
    public String json() {
        return JsonMapper.builder().build().writeValueAsString(map());
    }

    /** Several runs as one line of JSON: the exit code of all, and each one's summary in {@code runs}. */
    public static String json(RunStatus end, List<Summary> summaries) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("status", end.label());
        root.put("exit_code", end.exitCode());
        root.put("runs", summaries.stream().map(Summary::map).toList());
        return JsonMapper.builder().build().writeValueAsString(root);
    }

    private Map<String, Object> map() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("run", run);
        root.put("manifest", manifest);
        root.put("status", end.label());
        root.put("exit_code", end.exitCode());
        root.put("folders", map(folders));
        root.put("calls", calls);
        root.put("seconds", Math.round(seconds * 1000) / 1000.0);
        return root;
    }

    /** Counts of folders with the keys that the README promises. */
    public static Map<String, Object> map(FolderCounts folders) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("total", folders.total());
        map.put("created", folders.created());
        map.put("existed", folders.existed());
        map.put("failed", folders.failed());
        map.put("blocked", folders.blocked());
        map.put("pending", folders.pending());
        return map;
    }
}
