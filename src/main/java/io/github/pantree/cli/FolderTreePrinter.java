package io.github.pantree.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints folders as a tree; for a demo's worth of them. */
final class FolderTreePrinter {

    private record Node(String name, String dirId) {}

    private final Map<String, List<Node>> children = new LinkedHashMap<>();

    /** Takes folders, parents first. */
    void add(String path, String dirId) {
        int slash = path.lastIndexOf('/');
        children.computeIfAbsent(path.substring(0, slash), parent -> new ArrayList<>())
                .add(new Node(path.substring(slash + 1), dirId));
    }

    void print(PrintStream out) {
        print(out, "", "");
    }

    private void print(PrintStream out, String path, String indent) {
        List<Node> nodes = children.getOrDefault(path, List.of());
        for (int i = 0; i < nodes.size(); i++) {
            boolean last = i == nodes.size() - 1;
            Node node = nodes.get(i);
            out.println(indent + (last ? "└─ " : "├─ ") + node.name() + "  " + node.dirId());
            print(out, path + "/" + node.name(), indent + (last ? "   " : "│  "));
        }
    }
}
