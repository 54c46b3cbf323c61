package io.github.pantree.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.github.pantree.support.InvalidSettingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class TextOrJsonEncoderTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(TextOrJsonEncoderTests.class);
    private final TextOrJsonEncoder encoder = new TextOrJsonEncoder();

    @BeforeEach
    void start() {
        LoggerContext context = logger.getLoggerContext();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern("%level %msg%n");
        encoder.start();
    }

    @AfterEach
    void restoreState() {
        new LogSettings("text").use();
        LogContext.run(null);
    }

    @Test
    void aJsonLineContainsItsContext() {
        new LogSettings("JSON").use();
        LogContext.run("20261124-001852-1");
        List<JsonNode> lines = new ArrayList<>();
        LogContext.of("/图库/a", 7L, "trace-1", () -> lines.add(json(line("one\n\"two\"", null))));
        lines.add(json(line("three", new IllegalStateException("broken"))));
        JsonNode about = lines.get(0);
        assertThat(about.path("level").stringValue()).isEqualTo("WARN");
        assertThat(about.path("message").stringValue()).isEqualTo("one\n\"two\"");
        assertThat(about.path("run").stringValue()).isEqualTo("20261124-001852-1");
        assertThat(about.path("row").intValue()).isEqualTo(7);
        assertThat(about.path("folder").stringValue()).isEqualTo("/图库/a");
        assertThat(about.path("trace_id").stringValue()).isEqualTo("trace-1");
        assertThat(about.path("time").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(lines.get(1).has("row")).as("the work on the folder is over").isFalse();
        assertThat(lines.get(1).path("error").stringValue()).contains("IllegalStateException: broken", "\tat ");
    }

    @Test
    void aResponseBelongsToTheWorkOnItsFolder() {
        LogContext.of("/a", 3L, null, () -> {
            LogContext.answer("t", () -> assertThat(about()).isEqualTo(" [row 3, trace t]"));
            assertThat(about()).isEqualTo(" [row 3]");
        });
        assertThat(about()).isEmpty();
    }

    @Test
    void textFollowsThePattern() {
        new LogSettings("text").use();
        assertThat(line("hello", null)).isEqualTo("WARN hello" + System.lineSeparator());
    }

    @Test
    void anotherFormatIsRefused() {
        assertThatThrownBy(() -> new LogSettings("xml"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.log-format");
    }

    private String about() {
        return new LogContextConverter().convert(event("", null));
    }

    private static JsonNode json(String line) {
        assertThat(line).endsWith("\n").doesNotMatch("(?s).*\n.+");
        return JsonMapper.builder().build().readTree(line);
    }

    private String line(String message, @Nullable Throwable failure) {
        return new String(encoder.encode(event(message, failure)), StandardCharsets.UTF_8);
    }

    private LoggingEvent event(String message, @Nullable Throwable failure) {
        return new LoggingEvent("", logger, Level.WARN, message, failure, null);
    }
}
