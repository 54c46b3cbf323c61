package io.github.pantree.report;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.support.MessageTranslator;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The part of a report that needs attention: problems of the manifest, and folders that are not done, by cause. */
record HtmlProblems(LedgerReport ledger, long manifest) {

    private static final int MOST_PROBLEMS = 200;
    private static final int EXAMPLES = 10;

    /** Folders with the same cause. */
    private static final class Group {
        private long count;
        private final List<LedgerFolder> examples = new ArrayList<>();
    }

    void write(HtmlWriter html, FolderCounts counts) {
        problems(html);
        if (counts.done() < counts.total()) {
            failures(html);
        }
    }

    private void problems(HtmlWriter html) {
        List<Problem> shown = new ArrayList<>();
        long[] count = {0};
        ledger.forEachProblem(manifest, problem -> {
            if (count[0]++ < MOST_PROBLEMS) {
                shown.add(problem.translated());
            }
        });
        if (shown.isEmpty()) {
            return;
        }
        html.markup("<section>\n").heading("html.problems");
        table(html, shown);
        if (count[0] > shown.size()) {
            html.element(
                    "p class=\"note\"",
                    Messages.format("html.problems.more", HtmlWriter.number(count[0] - shown.size())));
        }
        html.markup("</section>\n");
    }

    private static void table(HtmlWriter html, List<Problem> problems) {
        html.markup("<div class=\"scroll\"><table>\n");
        html.columns(
                Messages.format("column.line"),
                Messages.format("html.problem.severity"),
                Messages.format("html.problem.what"),
                Messages.format("html.problem.value"),
                Messages.format("html.problem.rule"),
                Messages.format("column.remedy"));
        html.markup("<tbody>\n");
        problems.forEach(problem -> html.row(
                problem.line() == 0 ? "" : String.valueOf(problem.line()),
                Messages.format("html.severity." + problem.severity().label()),
                problem.what(),
                problem.value(),
                problem.rule(),
                problem.remedy()));
        html.markup("</tbody></table></div>\n");
    }

    private void failures(HtmlWriter html) {
        Map<FailureCause, Group> groups = groups();
        if (groups.isEmpty()) {
            return;
        }
        html.markup("<section>\n").heading("html.failures");
        groups.forEach((cause, group) -> {
            html.markup("<article>\n<h3>").text(cause.title()).markup(" ");
            html.element("span class=\"count\"", "× " + HtmlWriter.number(group.count))
                    .markup("</h3>\n");
            html.element("p class=\"remedy\"", cause.remedy()).markup("\n");
            html.markup("<details><summary>")
                    .text(Messages.format("html.examples", Math.min(group.count, EXAMPLES), group.count))
                    .markup("</summary><ul>\n");
            group.examples.forEach(folder -> example(html, folder));
            html.markup("</ul></details>\n</article>\n");
        });
        html.markup("</section>\n");
    }

    private static void example(HtmlWriter html, LedgerFolder folder) {
        html.markup("<li>").name(folder.path());
        if (folder.line() != null) {
            html.markup(" ").text(Messages.format("html.line", folder.line()));
        }
        String message = new ResultRow(folder).message();
        if (message != null) {
            html.markup("<br/>").element("span class=\"why\"", MessageTranslator.translate(message));
        }
        if (folder.traceId() != null) {
            html.markup("<br/>").element("code", folder.traceId());
        }
        html.markup("</li>\n");
    }

    private Map<FailureCause, Group> groups() {
        Map<FailureCause, Group> groups = new EnumMap<>(FailureCause.class);
        ledger.forEachFolderIn(manifest, FolderState.UNDONE, folder -> {
            Group group = groups.computeIfAbsent(FailureCause.of(folder), cause -> new Group());
            group.count++;
            if (group.examples.size() < EXAMPLES) {
                group.examples.add(folder);
            }
        });
        return groups;
    }
}
