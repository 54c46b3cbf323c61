package io.github.pantree.cli;

import io.github.pantree.logging.LogSettings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** User-facing output on standard error: plain lines, or JSON log lines. */
final class UserOutput {

    private static final Logger log = LoggerFactory.getLogger("pantree");

    private UserOutput() {}

    /** The stream. The log format may still change after this call. */
    static PrintStream out() {
        return new PrintStream(new Lines(), true, StandardCharsets.UTF_8);
    }

    /** Writes each line as a log line if the log format is JSON at its end. */
    private static final class Lines extends OutputStream {

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            if (one != '\n') {
                line.write(one);
                return;
            }
            String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
            line.reset();
            if (!LogSettings.areJson()) {
                System.err.println(text);
            } else if (!text.isEmpty()) {
                log.info("{}", text);
            }
        }
    }
}
