package io.github.pantree.simulator;

import io.github.pantree.simulator.SimulatorSettings.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes folders. */
final class MkdirOperation implements ApiOperation {

    /** A created folder, with the names of the API. */
    private record Entry(String filename, String dirID) {}

    private static final int MAX_CODE_POINTS = 255;
    private static final String FORBIDDEN = "\"\\/:*?|><";

    private final FolderTree tree;
    private final Names forms;
    private final int maxNames;
    private final CallCounters counters;

    MkdirOperation(FolderTree tree, SimulatorSettings settings, CallCounters counters) {
        this.tree = tree;
        this.forms = settings.names();
        this.maxNames = settings.maxNames();
        this.counters = counters;
    }

    @Override
    public Envelope run(Request request, @Nullable Fault fault) throws ApiErrorException {
        String parent = request.text("parentID");
        request.requireTypeOne();
        List<String> names = names(request.value("name"));
        for (String name : names) {
            requireGood(name);
        }
        return answer(tree.make(parent, names), fault);
    }

    private List<String> names(@Nullable Object value) throws ApiErrorException {
        if (value instanceof String name && forms != Names.ARRAY) {
            return List.of(name);
        }
        if (value instanceof List<?> list && forms != Names.STRING && !list.isEmpty()) {
            return names(list);
        }
        throw ApiErrorException.badParameter("name");
    }

    private List<String> names(List<?> list) throws ApiErrorException {
        if (list.size() > maxNames) {
            throw ApiErrorException.tooMany();
        }
        return Request.texts("name", list);
    }

    private static void requireGood(String name) throws ApiErrorException {
        boolean good = !name.isBlank()
                && name.codePointCount(0, name.length()) <= MAX_CODE_POINTS
                && name.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0);
        if (!good) {
            throw ApiErrorException.badName();
        }
    }

    private Envelope answer(List<Node> nodes, @Nullable Fault fault) {
        if (fault == Fault.NO_LIST) {
            counters.recordFault(fault);
            return Envelope.ok(null);
        }
        List<Entry> entries = nodes.stream()
                .map(node -> new Entry(node.name, node.id))
                .collect(Collectors.toCollection(ArrayList::new));
        return Envelope.ok(Map.of("list", corrupted(entries, fault)));
    }

    private List<Entry> corrupted(List<Entry> entries, @Nullable Fault fault) {
        if (fault == Fault.EMPTY_LIST) {
            entries.clear();
        } else if (fault == Fault.SHORT_LIST) {
            entries.subList(entries.size() / 2, entries.size()).clear();
        } else if (fault == Fault.OTHER_NAME) {
            entries.set(
                    0,
                    new Entry(
                            "图床目录-" + entries.get(0).filename(), entries.get(0).dirID()));
        } else {
            return entries;
        }
        counters.recordFault(fault);
        return entries;
    }
}
