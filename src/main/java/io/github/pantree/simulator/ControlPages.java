package io.github.pantree.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pages under {@code /_simulator}. {@code GET tree} prints path, tab and dirID of every folder, one per line;
 * {@code GET stats} the {@link SimulatorStats} as JSON. The following pages change the state, or respond with 400 and a
 * reason: {@code POST delete?path=/a} and {@code POST add?path=/a/b} (with {@code kind=file} a file) act as another
 * client; {@code POST faults?list=drop-after=0.1} and {@code POST rules?list=max-depth=15} replace the lists; {@code
 * POST ban?time=10s} bans writes; {@code POST expire-tokens} invalidates issued tokens; {@code POST commit-late}
 * creates the folders of late commits now.
 */
final class ControlPages {

    /** The action of a page. */
    private interface Action {
        void run(Request request) throws ApiErrorException;
    }

    private static final String BASE = " /_simulator/";

    private final Simulator simulator;

    ControlPages(Simulator simulator) {
        this.simulator = simulator;
    }

    /** The pages by method and path. */
    Map<String, Function<Request, SimulatedResponse>> all() {
        Map<String, Function<Request, SimulatedResponse>> pages = new HashMap<>();
        pages.put("GET" + BASE + "tree", request -> SimulatedResponse.text(tree()));
        pages.put(
                "GET" + BASE + "stats",
                request -> SimulatedResponse.json(200, simulator.stats().toJson()));
        Map<String, Action> actions = Map.of(
                "delete", request -> simulator.remove(dirId(request.queried("path"))),
                "add", this::add,
                "faults", request -> simulator.setFaults(Faults.parse(request.queried("list"))),
                "rules", request -> simulator.setRules(ServerRules.parse(request.queried("list"))),
                "ban", this::ban,
                "expire-tokens", request -> simulator.expireTokens(),
                "commit-late", request -> simulator.commitLate());
        actions.forEach((name, action) -> pages.put("POST" + BASE + name, request -> answer(action, request)));
        return pages;
    }

    private static SimulatedResponse answer(Action action, Request request) {
        try {
            action.run(request);
            return SimulatedResponse.text("ok\n");
        } catch (ApiErrorException | IllegalArgumentException e) {
            return SimulatedResponse.text(e.getMessage() + "\n").withStatus(400);
        }
    }

    private String tree() {
        return simulator.folders().stream()
                .map(folder -> folder.getKey() + "\t" + folder.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private void add(Request request) throws ApiErrorException {
        String path = request.queried("path");
        int slash = path.lastIndexOf('/');
        String parent = slash <= 0 ? "" : dirId(path.substring(0, slash));
        String name = path.substring(slash + 1);
        if (request.queriedOr("kind", "folder").equals("file")) {
            simulator.addFile(parent, name);
        } else {
            simulator.addFolder(parent, name);
        }
    }

    private void ban(Request request) throws ApiErrorException {
        String time = request.queried("time");
        if (!time.matches(ServerRules.TIME)) {
            throw new IllegalArgumentException(
                    "time: \"%s\": write a time such as 10s, or 0s to lift the ban".formatted(time));
        }
        simulator.ban(ServerRules.time(time));
    }

    private String dirId(String path) {
        String dirId = simulator.tree().get(path);
        if (dirId == null) {
            throw new IllegalArgumentException("path: \"%s\": there is no such folder".formatted(path));
        }
        return dirId;
    }
}
