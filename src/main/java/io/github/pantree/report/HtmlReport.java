package io.github.pantree.report;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.MessageTranslator;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.SlowestCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * {@code report.html}: a run as one page for people, in the display language. The page needs no other file, no network
 * and no script, and forbids itself to load any.
 */
public final class HtmlReport {

    private final RunReport run;
    private final LedgerReport ledger;
    private final long manifest;
    private final HtmlTree tree;

    /**
     * @param manifest its number in the ledger
     * @param tree the manifest's folders, if they are known
     */
    public HtmlReport(RunReport run, LedgerReport ledger, long manifest, HtmlTree tree) {
        this.run = run;
        this.ledger = ledger;
        this.manifest = manifest;
        this.tree = tree;
    }

    /** Writes the page atomically, with owner-only permissions. */
    public void write(Path file) throws IOException {
        OwnerOnlyFiles.replace(file, temporary -> {
            try (Writer out = Files.newBufferedWriter(temporary)) {
                write(new HtmlWriter(out));
            }
        });
    }

    private void write(HtmlWriter html) throws IOException {
        html.markup("<!DOCTYPE html>\n<html lang=\"" + Messages.format("html.language") + "\">\n<head>\n")
                .markup("<meta charset=\"utf-8\"/>\n")
                .markup("<meta http-equiv=\"Content-Security-Policy\""
                        + " content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .markup("<meta name=\"color-scheme\" content=\"light dark\"/>\n")
                .element("title", Messages.format("html.title", run.run()))
                .markup("\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
        header(html);
        counts(html);
        next(html);
        new HtmlProblems(ledger, manifest).write(html, run.folders());
        calls(html);
        // An interrupted attempt to build the tree leaves folders that do not count.
        if (run.folders().total() > 0) {
            tree.write(html);
        }
        html.markup("</main>\n")
                .element("footer", Messages.format("html.written", DisplayTime.format(run.written())))
                .markup("\n</body>\n</html>\n");
    }

    private static String style() throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void header(HtmlWriter html) {
        html.markup("<header>\n")
                .element("h1", Messages.format("html.title", run.run()))
                .markup("<p><span class=\"badge ")
                .text(run.status())
                .markup("\">")
                .text(Messages.format("html.status." + run.status()))
                .markup("</span></p>\n");
        if (run.reason() != null) {
            html.element("p class=\"reason\"", MessageTranslator.translate(run.reason()));
        }
        html.markup("<dl class=\"facts\">\n");
        fact(html, "html.manifest", run.manifest());
        fact(html, "html.started", DisplayTime.format(run.started()));
        RunReport.Calls calls = run.calls();
        if (calls != null) {
            fact(html, "html.duration", HtmlChart.time(calls.seconds()));
        }
        html.markup("</dl>\n</header>\n");
    }

    private static void fact(HtmlWriter html, String key, String value) {
        html.markup("<div>").element("dt", Messages.format(key));
        html.markup("<dd>").name(value).markup("</dd></div>\n");
    }

    private void counts(HtmlWriter html) {
        html.markup("<section>\n").heading("html.folders");
        FolderCounts counts = run.folders();
        if (counts.total() > 0) {
            bar(html, counts);
        }
        html.markup("<dl class=\"tiles\">\n");
        tile(html, "total", Messages.format("html.total"), counts.total());
        forEachState(
                counts, (state, count) -> tile(html, state.label(), Messages.format("state." + state.label()), count));
        html.markup("</dl>\n");
        if (run.laterRun() != null) {
            html.element("p class=\"note\"", Messages.format("html.resumed", run.laterRun()));
        }
        html.markup("</section>\n");
    }

    private static void tile(HtmlWriter html, String style, String label, long count) {
        html.markup("<div class=\"tile " + style + "\">")
                .element("dt", label)
                .element("dd", HtmlWriter.number(count))
                .markup("</div>\n");
    }

    /** The tiles below it say the same in numbers. */
    private static void bar(HtmlWriter html, FolderCounts counts) {
        html.markup("<div class=\"bar\" aria-hidden=\"true\">");
        forEachState(counts, (state, count) -> {
            if (count > 0) {
                html.markup(String.format(
                        Locale.ROOT,
                        "<span class=\"%s\" style=\"flex-grow:%.4f\"></span>",
                        state.label(),
                        100.0 * count / counts.total()));
            }
        });
        html.markup("</div>\n");
    }

    interface StateVisitor {
        void visit(FolderState state, long count);
    }

    static void forEachState(FolderCounts counts, StateVisitor each) {
        each.visit(FolderState.CREATED, counts.created());
        each.visit(FolderState.EXISTED, counts.existed());
        each.visit(FolderState.FAILED, counts.failed());
        each.visit(FolderState.BLOCKED, counts.blocked());
        each.visit(FolderState.PENDING, counts.pending());
    }

    private void next(HtmlWriter html) {
        html.markup("<section class=\"next\">\n")
                .heading("html.next")
                .element("p", Messages.format((run.uploaded() ? "html.next.console." : "html.next.") + run.status()));
        if (run.command() != null) {
            html.markup("<pre><code>").text(run.command()).markup("</code></pre>\n");
        }
        html.markup("</section>\n");
    }

    private void calls(HtmlWriter html) {
        RunReport.Calls calls = run.calls();
        if (calls == null) {
            return;
        }
        html.markup("<section>\n").heading("html.calls");
        html.element(
                "p",
                Messages.format(
                        "report.calls.counts",
                        HtmlWriter.number(calls.mkdir()),
                        HtmlWriter.number(calls.list()),
                        HtmlWriter.number(calls.token()),
                        HtmlWriter.number(calls.limited()),
                        HtmlWriter.number(calls.retried()),
                        String.format(Locale.ROOT, "%.1f", calls.seconds())));
        chart(html, calls);
        slowest(html, calls.slowest());
        html.markup("</section>\n");
    }

    private static void chart(HtmlWriter html, RunReport.Calls calls) {
        CallHistory history = calls.history();
        if (history != null && !history.buckets().isEmpty()) {
            html.markup("<figure>\n");
            new HtmlChart(history, calls.seconds()).write(html);
            html.markup("<figcaption><span class=\"key calls\"></span> ")
                    .text(Messages.format("html.chart.calls"))
                    .markup(" <span class=\"key limited\"></span> ")
                    .text(Messages.format("html.chart.limited"))
                    .markup("</figcaption>\n</figure>\n");
        }
    }

    private static void slowest(HtmlWriter html, List<SlowestCall> slowest) {
        if (slowest.isEmpty()) {
            return;
        }
        html.element("h3", Messages.format("html.slowest")).markup("<div class=\"scroll\"><table>\n");
        html.columns(
                Messages.format("html.seconds"),
                Messages.format("html.call"),
                Messages.format("column.path"),
                Messages.format("column.traceId"));
        html.markup("<tbody>\n");
        slowest.forEach(
                call -> html.row(HtmlWriter.seconds(call.seconds()), call.kind(), call.folder(), call.traceId()));
        html.markup("</tbody></table></div>\n");
    }
}
