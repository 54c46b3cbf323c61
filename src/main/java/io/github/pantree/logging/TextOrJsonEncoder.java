package io.github.pantree.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a log line as the pattern in {@code logback.xml} says, or as JSON. Decided for each line, since logging begins
 * before there are settings. Boot's structured logging is bound to its own set-up of Logback and is of no use before
 * that.
 */
public final class TextOrJsonEncoder extends PatternLayoutEncoder {

    private static volatile boolean json;

    static void writeJson(boolean on) {
        json = on;
    }

    static boolean writesJson() {
        return json;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return json ? Json.encode(event) : super.encode(event);
    }

    /** Apart, so that text needs none of it. */
    private static final class Json {

        private static final JsonMapper MAPPER = JsonMapper.builder().build();
        private static final ThrowableProxyConverter STACK = new ThrowableProxyConverter();

        static {
            STACK.start();
        }

        static byte[] encode(ILoggingEvent event) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("time", event.getInstant().toString());
            line.put("level", event.getLevel().toString());
            line.put("message", event.getFormattedMessage());
            Map<String, String> about = event.getMDCPropertyMap();
            Stream.of(LogContext.RUN, LogContext.FOLDER, LogContext.TRACE)
                    .filter(about::containsKey)
                    .forEach(key -> line.put(key, String.valueOf(about.get(key))));
            if (about.containsKey(LogContext.ROW)) {
                line.put(LogContext.ROW, Long.valueOf(String.valueOf(about.get(LogContext.ROW))));
            }
            line.put("logger", event.getLoggerName());
            line.put("thread", event.getThreadName());
            if (event.getThrowableProxy() != null) {
                line.put("error", STACK.convert(event));
            }
            return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }
}
