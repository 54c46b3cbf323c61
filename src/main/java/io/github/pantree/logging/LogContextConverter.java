package io.github.pantree.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@code %about} of the pattern in {@link LogConfiguration}: run, row and trace ID of a log line, if present. */
public final class LogContextConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        Map<String, String> context = event.getMDCPropertyMap();
        String facts = Stream.of(LogContext.RUN, LogContext.ROW, LogContext.TRACE)
                .filter(context::containsKey)
                .map(key -> key.replace("_id", "") + " " + context.get(key))
                .collect(Collectors.joining(", "));
        return facts.isEmpty() ? "" : " [" + facts + "]";
    }
}
