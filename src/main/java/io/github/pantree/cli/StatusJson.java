package io.github.pantree.cli;

import io.github.pantree.provisioning.history.RunOverview;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The list of runs as one line of JSON, with the keys that the README promises. */
final class StatusJson {

    private StatusJson() {}

    static String of(String home, long databaseBytes, List<RunOverview> runs, List<String> names) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("home", home);
        root.put("database_bytes", databaseBytes);
        root.put("runs", runs.stream().map(RunOverview::map).toList());
        root.put("names", names);
        return JsonMapper.builder().build().writeValueAsString(root);
    }
}
