package io.github.pantree.report;

import io.github.pantree.support.Messages;
import io.github.pantree.support.PrintableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes HTML. Everything is escaped except the markup of this program. */
final class HtmlWriter {

    private final Writer out;

    HtmlWriter(Writer out) {
        this.out = out;
    }

    /** @param html markup without external text */
    HtmlWriter markup(String html) {
        try {
            out.write(html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    HtmlWriter text(Object text) {
        return markup(escape(String.valueOf(text)));
    }

    /** An element that contains a text. */
    HtmlWriter element(String tag, Object text) {
        int end = tag.indexOf(' ');
        return markup("<" + tag + ">").text(text).markup("</" + (end < 0 ? tag : tag.substring(0, end)) + ">");
    }

    /** A heading of a section. */
    HtmlWriter heading(String key) {
        return element("h2", Messages.format(key)).markup("\n");
    }

    /** A name, which does not change the direction of the text around it. */
    HtmlWriter name(Object name) {
        return element("bdi", name);
    }

    /** The header row of a table. */
    HtmlWriter columns(String... names) {
        markup("<thead><tr>");
        for (String name : names) {
            element("th scope=\"col\"", name);
        }
        return markup("</tr></thead>\n");
    }

    /** A row of a table. */
    HtmlWriter row(@Nullable String... cells) {
        markup("<tr>");
        for (String cell : cells) {
            markup("<td>").name(cell == null ? "" : cell).markup("</td>");
        }
        return markup("</tr>\n");
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : PrintableText.of(text).toCharArray()) {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A number for display. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}
