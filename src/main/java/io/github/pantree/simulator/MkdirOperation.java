package io.github.pantree.simulator;

import io.github.pantree.simulator.SimulatorSettings.Names;
import java.util.List;
import java.util.Map;

/** Creates folders. */
final class MkdirOperation implements ApiOperation {

    /** A created folder, with the API's names of its fields. */
    record Made(String filename, String dirID) {}

    private static final int MAX_CODE_POINTS = 255;
    private static final String FORBIDDEN = "\"\\/:*?|><";

    private final FolderTree tree;
    private final WriteGuard guard;
    private final Names forms;
    private final int maxNames;

    MkdirOperation(FolderTree tree, WriteGuard guard, SimulatorSettings settings) {
        this.tree = tree;
        this.guard = guard;
        this.forms = settings.names();
        this.maxNames = settings.maxNames();
    }

    @Override
    public Envelope run(Request request) throws ApiErrorException {
        String parent = request.text("parentID");
        request.requireTypeOne();
        List<String> names = names(request);
        for (String name : names) {
            requireGood(name);
        }
        guard.admit(request, parent);
        if (request.isLate()) {
            tree.makeLater(parent, names);
            return Envelope.ok(null);
        }
        List<Node> nodes = tree.make(parent, names);
        return Envelope.ok(Map.of(
                "list", nodes.stream().map(node -> new Made(node.name, node.id)).toList()));
    }

    private List<String> names(Request request) throws ApiErrorException {
        boolean single = request.value("name") instanceof String;
        if (forms == (single ? Names.ARRAY : Names.STRING)) {
            throw ApiErrorException.badParameter("name");
        }
        return single ? List.of(request.text("name")) : request.texts("name", maxNames);
    }

    private static void requireGood(String name) throws ApiErrorException {
        boolean good = !name.isBlank()
                && name.codePointCount(0, name.length()) <= MAX_CODE_POINTS
                && name.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0);
        if (!good) {
            throw ApiErrorException.badRequest("文件名要小于256个字符且不能包含以下任何字符：\"\\/:*?|><");
        }
    }
}
