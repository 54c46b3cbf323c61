package io.github.pantree.report;

import io.github.pantree.report.CallHistory.Bucket;
import io.github.pantree.support.DisplayDuration;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Calls per second over the time of a run, as a bar chart in SVG; the calls that were rate-limited stand out. */
final class HtmlChart {

    private static final double WIDTH = 720;
    private static final double HEIGHT = 190;
    private static final double LEFT = 44;
    private static final double TOP = 12;
    private static final double BOTTOM = 24;
    private static final int LINES = 4;

    private final CallHistory history;
    private final double seconds;
    private final double most;

    HtmlChart(CallHistory history, double seconds) {
        this.history = history;
        this.seconds = Math.max(seconds, history.bucketSeconds());
        this.most =
                ceiling(history.buckets().stream().mapToDouble(this::rate).max().orElse(0));
    }

    /** The calls per second of a bucket; the last one ends with the run. */
    private double rate(Bucket bucket) {
        return bucket.calls() / history.bucketSeconds();
    }

    /** A round number that is not smaller. */
    private static double ceiling(double rate) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(rate, 0.1))));
        for (double step : List.of(1.0, 2.0, 4.0, 6.0, 8.0)) {
            if (rate <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    void write(HtmlWriter html) {
        long calls = history.buckets().stream().mapToLong(Bucket::calls).sum();
        long limited = history.buckets().stream().mapToLong(Bucket::limited).sum();
        double peak = history.buckets().stream().mapToDouble(this::rate).max().orElse(0);
        html.markup(String.format(
                Locale.ROOT,
                "<svg class=\"chart\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"chart-t chart-d\">",
                WIDTH,
                HEIGHT));
        html.element("title id=\"chart-t\"", Messages.format("html.chart.title"));
        html.element(
                "desc id=\"chart-d\"",
                Messages.format(
                        "html.chart.text",
                        HtmlWriter.number(calls),
                        time(seconds),
                        String.format(Locale.ROOT, "%.1f", peak),
                        HtmlWriter.number(limited)));
        grid(html);
        for (int i = 0; i < history.buckets().size(); i++) {
            bar(html, i, history.buckets().get(i));
        }
        html.markup("</svg>\n");
    }

    private void grid(HtmlWriter html) {
        for (int i = 0; i <= LINES; i++) {
            double value = most * i / LINES;
            double y = y(value);
            html.markup(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text class=\"axis\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT,
                    WIDTH,
                    y,
                    y,
                    LEFT - 6,
                    y + 4,
                    label(value)));
        }
        time(html, 0, "start");
        if (seconds > 2) {
            time(html, seconds / 2, "middle");
        }
        time(html, seconds, "end");
        html.markup("\n");
    }

    private static String label(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value).replaceFirst("0$", "");
    }

    private void time(HtmlWriter html, double moment, String anchor) {
        html.markup(String.format(
                        Locale.ROOT,
                        "<text class=\"axis\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">",
                        x(moment),
                        HEIGHT - 6,
                        anchor))
                .text(time(moment))
                .markup("</text>");
    }

    private void bar(HtmlWriter html, int index, Bucket bucket) {
        if (bucket.calls() == 0 && bucket.limited() == 0) {
            return;
        }
        double from = x(index * history.bucketSeconds());
        double width = Math.max(0.5, x((index + 1) * history.bucketSeconds()) - from - 0.8);
        double top = y(rate(bucket));
        double limited = HEIGHT - BOTTOM - y(bucket.limited() / history.bucketSeconds());
        rect(html, "calls", from, width, top, HEIGHT - BOTTOM - top);
        if (bucket.limited() > 0) {
            // A single one among many must be visible.
            double height = Math.max(3, limited);
            rect(html, "limited", from, width, HEIGHT - BOTTOM - height, height);
        }
    }

    private static void rect(HtmlWriter html, String style, double x, double width, double y, double height) {
        html.markup(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                style,
                x,
                y,
                width,
                height));
    }

    private double x(double moment) {
        return LEFT + (WIDTH - LEFT) * Math.min(1, moment / seconds);
    }

    private double y(double rate) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(1, rate / most));
    }

    static String time(double seconds) {
        return DisplayDuration.format(Duration.ofSeconds(Math.round(seconds)));
    }
}
