package io.github.pantree.functional;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A simulated 123pan that creates a second folder with the same name, or {@code name(1)}, and whose listings are as
 * incomplete as the test specifies.
 */
final class DuplicatingServer extends ApiServer {

    /** Called before a mkdir call is carried out. */
    interface MkdirInterceptor {
        /** Whether the connection is closed instead of a response. */
        boolean isCut(String parent, List<String> names);
    }

    private record Folder(String id, String parent, String name, long madeAt, boolean trashed) {}

    private final Map<String, Folder> folders = new LinkedHashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private volatile MkdirInterceptor interceptor = (parent, names) -> false;
    private volatile Duration lag = Duration.ZERO;
    private volatile int listed = Integer.MAX_VALUE;
    private final Map<String, Integer> hiddenFrom = new HashMap<>();
    private volatile boolean renames;
    private volatile boolean normalizes;
    private int hidden;
    private int ids;

    DuplicatingServer() {
        super(8);
        handle("/", this::answer);
        start();
    }

    /** Creates {@code name(1)} instead of a second folder with the same name. */
    DuplicatingServer renaming() {
        renames = true;
        return this;
    }

    /** Creates names with full-width characters with the usual ones instead. */
    DuplicatingServer normalizing() {
        normalizes = true;
        return this;
    }

    /** Delays folders in listings. */
    DuplicatingServer lag(Duration time) {
        lag = time;
        return this;
    }

    /** Ends listings after this number of entries. */
    DuplicatingServer listsOnly(int entries) {
        listed = entries;
        return this;
    }

    /** The next so many listings of each folder show nothing. */
    synchronized DuplicatingServer hidesFrom(int listings) {
        hidden = listings;
        hiddenFrom.clear();
        return this;
    }

    DuplicatingServer onMkdir(MkdirInterceptor newInterceptor) {
        interceptor = newInterceptor;
        return this;
    }

    synchronized String put(String parent, String name, boolean trashed) {
        String id = "id" + ++ids + "=";
        folders.put(id, new Folder(id, parent, name, System.nanoTime() - 1, trashed));
        return id;
    }

    /** Moves a folder of the root into another one. */
    synchronized void move(String name, String parent) {
        folders.replaceAll(
                (id, folder) -> folder.parent().isEmpty() && folder.name().equals(name)
                        ? new Folder(id, parent, name, folder.madeAt(), folder.trashed())
                        : folder);
    }

    /** The dirID of a folder; there must be one with this path. */
    synchronized String id(String path) {
        return folders.values().stream()
                .filter(folder -> path(folder).equals(path))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Deletes the folders with this path, except one. */
    synchronized void deleteAllButById(String path, String id) {
        List<Folder> deleted = folders.values().stream()
                .filter(folder -> path(folder).equals(path) && !folder.id().equals(id))
                .toList();
        deleted.forEach(this::deleteAll);
    }

    private void deleteAll(Folder folder) {
        folders.remove(folder.id());
        List.copyOf(folders.values()).stream()
                .filter(child -> child.parent().equals(folder.id()))
                .forEach(this::deleteAll);
    }

    /** As from the recycle bin. */
    synchronized void restore(String parent, String name, String id) {
        folders.put(id, new Folder(id, parent, name, System.nanoTime(), false));
    }

    synchronized void delete(String path) {
        List<Folder> deleted = folders.values().stream()
                .filter(folder -> (path(folder) + "/").startsWith(path + "/"))
                .toList();
        folders.values().removeAll(deleted);
    }

    /** All paths, including duplicates. */
    synchronized List<String> paths() {
        return folders.values().stream().map(this::path).sorted().toList();
    }

    private String path(Folder folder) {
        Folder parent = folders.get(folder.parent());
        return (parent == null ? "" : path(parent)) + "/" + folder.name();
    }

    synchronized int calls(String kind) {
        return calls.getOrDefault(kind, 0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String kind = path.substring(path.lastIndexOf('/') + 1);
            byte[] request = exchange.getRequestBody().readAllBytes();
            Map<String, Object> answer = request.length == 0
                    ? detail(exchange.getRequestURI().getQuery().replaceFirst("^fileID=", ""))
                    : kind.equals("list")
                            ? list(JsonMapper.shared().readTree(request))
                            : mkdir(JsonMapper.shared().readTree(request));
            count(kind);
            if (!answer.isEmpty()) {
                respond(exchange, answer);
            }
        }
    }

    private synchronized void count(String kind) {
        calls.merge(kind, 1, Integer::sum);
    }

    private Map<String, Object> mkdir(JsonNode body) {
        List<String> names = names(body);
        String parent = body.path("parentID").stringValue();
        return interceptor.isCut(parent, names) ? Map.of() : make(parent, names);
    }

    private synchronized Map<String, Object> make(String parent, List<String> names) {
        if (!parent.isEmpty() && !folders.containsKey(parent)) {
            return Map.of("code", 1, "message", "parentID不存在");
        }
        List<Map<String, String>> made = new ArrayList<>();
        for (String each : names) {
            String free = normalizes ? Normalizer.normalize(each, Normalizer.Form.NFKC) : each;
            for (int i = 1; renames && isTaken(parent, free); i++) {
                free = each + "(" + i + ")";
            }
            made.add(Map.of("filename", free, "dirID", put(parent, free, false)));
        }
        return ok(Map.of("list", made));
    }

    private boolean isTaken(String parent, String name) {
        return folders.values().stream()
                .anyMatch(folder ->
                        folder.parent().equals(parent) && folder.name().equals(name));
    }

    private synchronized Map<String, Object> list(JsonNode body) {
        String parent = body.path("parentFileId").stringValue();
        boolean empty = hiddenFrom.merge(parent, 1, Integer::sum) <= hidden;
        List<Map<String, Object>> entries = folders.values().stream()
                .filter(folder -> !empty && folder.parent().equals(parent))
                .filter(folder -> System.nanoTime() - folder.madeAt() >= lag.toNanos())
                .limit(listed)
                .map(DuplicatingServer::entry)
                .collect(Collectors.toList());
        return ok(Map.of("lastFileId", "-1", "fileList", entries));
    }

    private synchronized Map<String, Object> detail(String id) {
        Folder folder = folders.get(id);
        return folder == null ? Map.of("code", 5066, "message", "文件不存在") : ok(entry(folder));
    }

    private static Map<String, Object> entry(Folder folder) {
        return Map.of(
                "filename",
                folder.name(),
                "fileId",
                folder.id(),
                "parentFileId",
                folder.parent().isEmpty() ? "root-id" : folder.parent(),
                "type",
                1,
                "trashed",
                folder.trashed() ? 1 : 0);
    }
}
