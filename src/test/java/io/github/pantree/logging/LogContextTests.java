package io.github.pantree.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class LogContextTests {

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void namesTheRunUntilThereIsNone() {
        assertThat(LogContext.run()).isEmpty();
        LogContext.run("r1");
        assertThat(LogContext.run()).contains("r1");
        LogContext.run("r2");
        assertThat(MDC.get("run")).isEqualTo("r2");
        LogContext.run(null);
        assertThat(LogContext.run()).isEmpty();
    }

    @Test
    void namesTheFolderForAsLongAsTheWorkTakes() {
        String seen = LogContext.of("/a", 7L, "t1", () -> {
            assertThat(LogContext.folder()).contains("/a");
            return facts().toString();
        });
        assertThat(seen).isEqualTo("{folder=/a, row=7, trace_id=t1}");
        assertThat(facts()).isEmpty();
    }

    @Test
    void omitsMissingParts() {
        LogContext.of(
                "/outer",
                7L,
                "t1",
                () -> LogContext.of("/inner", null, null, () -> {
                    assertThat(facts()).isEqualTo(Map.of("folder", "/inner"));
                }));
        assertThat(LogContext.folder()).isEmpty();
    }

    @Test
    void returnsToTheWorkAroundIt() {
        LogContext.run("r1");
        LogContext.of("/outer", 7L, "t1", () -> {
            LogContext.answer(
                    "t2",
                    () -> assertThat(facts())
                            .isEqualTo(Map.of("run", "r1", "folder", "/outer", "row", "7", "trace_id", "t2")));
            LogContext.answer(
                    null, () -> assertThat(facts()).isEqualTo(Map.of("run", "r1", "folder", "/outer", "row", "7")));
            LogContext.of("/inner", 8L, "t3", () -> {});
            assertThat(facts()).isEqualTo(Map.of("run", "r1", "folder", "/outer", "row", "7", "trace_id", "t1"));
        });
        assertThat(facts()).isEqualTo(Map.of("run", "r1"));
    }

    @Test
    void returnsFromWorkThatFails() {
        assertThatThrownBy(() -> LogContext.of("/a", 7L, "t1", () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThatThrownBy(() -> LogContext.answer("t1", () -> {
                    throw new IllegalStateException("failed, too");
                }))
                .hasMessage("failed, too");
        assertThat(facts()).isEmpty();
    }

    @Test
    void writesRunRowAndTraceIdBehindALine() {
        assertThat(about(Map.of())).isEmpty();
        assertThat(about(Map.of("folder", "/a", "other", "x"))).isEmpty();
        assertThat(about(Map.of("row", "7"))).isEqualTo(" [row 7]");
        assertThat(about(Map.of("trace_id", "t1", "row", "7", "run", "r1"))).isEqualTo(" [run r1, row 7, trace t1]");
    }

    private static String about(Map<String, String> context) {
        LoggingEvent event = new LoggingEvent();
        event.setMDCPropertyMap(context);
        return new LogContextConverter().convert(event);
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = MDC.getCopyOfContextMap();
        return facts == null ? Map.of() : new TreeMap<>(facts);
    }
}
