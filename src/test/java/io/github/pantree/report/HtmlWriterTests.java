package io.github.pantree.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class HtmlWriterTests {

    private static final String HOSTILE = "<script>\"x\" & 'y'</script>";
    private static final String ESCAPED = "&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;";

    private final StringWriter written = new StringWriter();
    private final HtmlWriter html = new HtmlWriter(written);

    @Test
    void textIsEscaped() {
        html.text(HOSTILE);
        assertThat(written).hasToString(ESCAPED);
    }

    @Test
    void elementEndsWithItsNameWithoutAttributes() {
        html.element("p class=\"note\"", HOSTILE).element("code", 1);
        assertThat(written).hasToString("<p class=\"note\">" + ESCAPED + "</p><code>1</code>");
    }

    @Test
    void namesAndCellsAreIsolatedFromTheDirectionOfTheTextAround() {
        html.name(HOSTILE).row("a", null);
        assertThat(written)
                .hasToString("<bdi>" + ESCAPED + "</bdi><tr><td><bdi>a</bdi></td><td><bdi></bdi></td></tr>\n");
    }

    @Test
    void headerCellsAreEscaped() {
        html.columns("a", "<");
        assertThat(written)
                .hasToString("<thead><tr><th scope=\"col\">a</th><th scope=\"col\">&lt;</th></tr></thead>\n");
    }

    @Test
    void charactersThatChangeTheDirectionAreReplaced() {
        assertThat(HtmlWriter.escape("a\u202Eb\u0000")).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void numbersHaveTheSameFormInEveryLocale() {
        assertThat(HtmlWriter.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(HtmlWriter.seconds(1.23456)).isEqualTo("1.235");
    }
}
