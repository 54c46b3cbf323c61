package io.github.pantree.cli;

import io.github.pantree.logs.LogSettings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said to a person on standard error: lines as they are, or log lines where a program reads those. */
final class Spoken {

    private static final Logger log = LoggerFactory.getLogger("pantree");

    private Spoken() {}

    /** Where to say it. */
    static PrintStream out() {
        return LogSettings.areJson() ? new PrintStream(new Lines(), true, StandardCharsets.UTF_8) : System.err;
    }

    /** Makes a log line of each line. */
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
            if (!text.isEmpty()) {
                log.info("{}", text);
            }
        }
    }
}
