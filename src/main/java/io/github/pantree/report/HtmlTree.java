package io.github.pantree.report;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LedgerReport.FolderVisitor;
import io.github.pantree.ledger.LevelStatistics;
import io.github.pantree.support.MessageTranslator;
import io.github.pantree.support.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tree of a report: numbers of each level, and the upper levels, as far as a page can show them. */
public final class HtmlTree implements FolderVisitor {

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

    private final LevelStatistics levels = new LevelStatistics(1);
    private final List<Node> roots = new ArrayList<>();
    private final Map<Long, Node> shown = new HashMap<>();
    private long total;

    /** Adds a folder; they come breadth first. */
    @Override
    public void visit(LedgerFolder folder, @Nullable DirId parentDirId) {
        total++;
        levels.add(folder.parentNumber(), folder.depth(), folder.state());
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
        html.markup("<section>\n").heading("html.tree");
        writeLevels(html);
        writeTree(html);
        html.markup("</section>\n");
    }

    private void writeLevels(HtmlWriter html) {
        html.markup("<div class=\"scroll\"><table class=\"numbers\">\n");
        html.columns(
                Messages.format("html.level"),
                Messages.format("html.total"),
                Messages.format("state.created"),
                Messages.format("state.existed"),
                Messages.format("state.failed"),
                Messages.format("state.blocked"),
                Messages.format("state.pending"));
        html.markup("<tbody>\n");
        levels.levels().forEach((level, counts) -> {
            html.markup("<tr>").element("th scope=\"row\"", level);
            html.element("td", HtmlWriter.number(counts.total()));
            HtmlReport.forEachState(counts, (state, count) -> html.element("td", HtmlWriter.number(count)));
            html.markup("</tr>\n");
        });
        html.markup("</tbody></table></div>\n");
    }

    private void writeTree(HtmlWriter html) {
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
        String message = new ResultRow(folder).message();
        if (message != null && !folder.state().exists()) {
            html.markup(" ").element("span class=\"why\"", MessageTranslator.translate(message));
        }
    }

    /** A state in words, so that its colour is not needed. */
    static void state(HtmlWriter html, FolderState state) {
        String label = ResultRow.status(state);
        html.element("span class=\"state " + label + "\"", Messages.format("state." + label));
    }
}
