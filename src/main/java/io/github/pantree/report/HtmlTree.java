package io.github.pantree.report;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.support.MessageTranslator;
import io.github.pantree.support.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tree of a report: the upper levels, as far as a page can show them. The folders come breadth first. */
final class HtmlTree {

    static final int MOST_NODES = 2_000;
    /** A tree with more nodes begins collapsed. */
    private static final int MOST_OPEN = 200;

    private static final class Node {
        private final LedgerFolder folder;
        private final List<Node> children = new ArrayList<>();
        private long hidden;

        Node(LedgerFolder folder) {
            this.folder = folder;
        }
    }

    private final List<Node> roots = new ArrayList<>();
    private final Map<Long, Node> shown = new HashMap<>();
    private long total;

    static HtmlTree of(LedgerReport ledger, long manifest) {
        HtmlTree tree = new HtmlTree();
        ledger.forEachFolder(manifest, (folder, parent) -> tree.add(folder));
        return tree;
    }

    private void add(LedgerFolder folder) {
        total++;
        Node parent = shown.get(folder.parentNumber());
        if (shown.size() >= MOST_NODES) {
            if (parent != null) {
                parent.hidden++;
            }
            return;
        }
        Node node = new Node(folder);
        shown.put(folder.number(), node);
        (parent == null ? roots : parent.children).add(node);
    }

    void write(HtmlWriter html) {
        html.markup("<ul class=\"tree\">\n");
        roots.forEach(root -> write(html, root));
        html.markup("</ul>\n");
        if (total > shown.size()) {
            html.element(
                    "p class=\"note\"",
                    Messages.format(
                            "html.tree.rest",
                            HtmlWriter.number(shown.size()),
                            HtmlWriter.number(total - shown.size())));
        }
    }

    private void write(HtmlWriter html, Node node) {
        boolean leaf = node.children.isEmpty() && node.hidden == 0;
        if (leaf) {
            html.markup("<li class=\"leaf\">");
            label(html, node);
            html.markup("</li>\n");
            return;
        }
        boolean open = shown.size() <= MOST_OPEN || (node.folder.depth() == 1 && roots.size() == 1);
        html.markup(open ? "<li><details open=\"\"><summary>" : "<li><details><summary>");
        label(html, node);
        html.markup("</summary><ul>\n");
        node.children.forEach(child -> write(html, child));
        if (node.hidden > 0) {
            html.element("li class=\"note\"", Messages.format("html.tree.more", HtmlWriter.number(node.hidden)));
        }
        html.markup("</ul></details></li>\n");
    }

    private static void label(HtmlWriter html, Node node) {
        LedgerFolder folder = node.folder;
        html.name(folder.name()).markup(" ");
        state(html, folder.state());
        DirId dirId = folder.existingDirId();
        if (dirId != null) {
            html.markup(" ").element("code", dirId);
        }
        String message = ResultFiles.message(folder);
        if (message != null && !folder.state().exists()) {
            html.markup(" ").element("span class=\"why\"", MessageTranslator.translate(message));
        }
    }

    /** A state in words, so that its colour is not needed. */
    static void state(HtmlWriter html, FolderState state) {
        String label = ResultFiles.status(state);
        html.element("span class=\"state " + label + "\"", Messages.format("state." + label));
    }
}
