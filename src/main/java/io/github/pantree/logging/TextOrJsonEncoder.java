package io.github.pantree.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.pantree.support.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes log lines with the pattern in {@link LogConfiguration}, or as JSON. The format is checked for each line, since
 * logging starts before settings are read. Boot's structured logging is tied to its own configuration of Logback, and
 * is not available before that.
 */
public final class TextOrJsonEncoder extends PatternLayoutEncoder {

    private static volatile boolean json;

    private final ThrowableProxyConverter stackTraces = new ThrowableProxyConverter();

    static void writeJson(boolean on) {
        json = on;
    }

    static boolean writesJson() {
        return json;
    }

    @Override
    public void start() {
        stackTraces.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return json ? (Json.write(line(event)) + "\n").getBytes(StandardCharsets.UTF_8) : super.encode(event);
    }

    private Map<String, Object> line(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("message", event.getFormattedMessage());
        Map<String, String> context = event.getMDCPropertyMap();
        Stream.of(LogContext.RUN, LogContext.FOLDER, LogContext.TRACE)
                .filter(context::containsKey)
                .forEach(key -> line.put(key, String.valueOf(context.get(key))));
        if (context.containsKey(LogContext.ROW)) {
            line.put(LogContext.ROW, Long.valueOf(String.valueOf(context.get(LogContext.ROW))));
        }
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        if (event.getThrowableProxy() != null) {
            line.put("error", stackTraces.convert(event));
        }
        return line;
    }
}
