package io.github.pantree.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.pantree.support.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

final class EventStreamsTests {

    /** Not started: the tests send. */
    @AutoClose
    private final EventStreams streams = new EventStreams();

    private static final class Page extends SseEmitter {

        private final List<String> received = new ArrayList<>();
        private boolean left;
        private boolean ended;

        @Override
        public void send(SseEventBuilder event) throws IOException {
            if (left) {
                throw new IOException("Broken pipe");
            }
            StringBuilder text = new StringBuilder();
            for (DataWithMediaType part : event.build()) {
                text.append(part.getData());
            }
            received.add(text.toString().strip());
        }

        /** As a server does for a response whose reader has left. */
        @Override
        public void completeWithError(Throwable reason) {
            ended = true;
            if (left) {
                throw new IllegalStateException("A non-container thread after an error", reason);
            }
        }
    }

    private Page page(Object value) {
        Page page = new Page();
        streams.add("anna", page, () -> value);
        return page;
    }

    @Test
    void disconnectedReaderDoesNotEndOtherStreams() {
        Page before = page("a");
        Page leaver = page("b");
        Page after = page("c");
        streams.sendAll();
        leaver.left = true;
        assertThatCode(streams::sendAll).doesNotThrowAnyException();
        streams.sendAll();
        assertThat(before.received).containsExactly("data:\"a\"", "data:\"a\"", "data:\"a\"");
        assertThat(after.received).hasSize(3);
        assertThat(leaver.received).hasSize(1);
    }

    @Test
    void streamWithoutAValueEndsAlone() {
        Page gone = new Page();
        streams.add("anna", gone, () -> {
            throw new NotThereException();
        });
        Page other = page("c");
        streams.sendAll();
        streams.sendAll();
        assertThat(gone.ended).isTrue();
        assertThat(gone.received).isEmpty();
        assertThat(other.received).hasSize(2);
    }

    @Test
    void eachReaderIsAnsweredInItsLanguage() throws Exception {
        Page chinese = Messages.inLanguage(Locale.SIMPLIFIED_CHINESE, () -> {
            Page page = new Page();
            streams.add("anna", page, () -> ConsoleTexts.text("nav.runs"));
            return page;
        });
        streams.sendAll();
        assertThat(chinese.received).containsExactly("data:\"运行\"");
    }

    @Test
    void readersAreLimitedPerUserAndInTotal() {
        for (int i = 0; i < 20; i++) {
            assertThat(streams.open("anna", () -> "a")).isPresent();
        }
        assertThat(streams.open("anna", () -> "a")).isEmpty();
        for (int i = 0; i < 180; i++) {
            assertThat(streams.open("user " + i, () -> "a")).isPresent();
        }
        assertThat(streams.open("ben", () -> "a")).isEmpty();
    }
}
