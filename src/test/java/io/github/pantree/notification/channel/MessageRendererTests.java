package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.Template;
import io.github.pantree.support.Messages;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageRendererTests {

    private static final String ALL = String.join(
            "|", Template.NAMES.stream().map(name -> "{" + name + "}").toList());

    @ParameterizedTest
    @EnumSource(Event.class)
    void titleNamesTheEventTheJobAndTheCounts(Event event) {
        String expected = Messages.format("notification.title." + event.code(), "NIGHTLY", 43L, 46L, 3L, 4);
        assertThat(message(event, "nightly", "/data/a.csv", null).title(text -> text.toUpperCase(Locale.ROOT)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/a.csv", "C:\\data\\a.csv", "a.csv"})
    void titleNamesTheFileWithoutAJob(String manifest) {
        assertThat(message(Event.MISSING, null, manifest, null).title(TextLimits::plain))
                .isEqualTo(Messages.format("notification.title.missing", "a.csv", 43L, 46L, 3L, 4));
    }

    @Test
    void titleCutsAndCleansALongName() {
        assertThat(message(Event.MISSING, "a\n" + "b".repeat(79), "a.csv", null).title(TextLimits::plain))
                .isEqualTo(Messages.format("notification.title.missing", "a " + "b".repeat(77) + "…"));
        assertThat(message(Event.MISSING, "a\n" + "b".repeat(78), "a.csv", null).title(TextLimits::plain))
                .isEqualTo(Messages.format("notification.title.missing", "a " + "b".repeat(78)));
    }

    @Test
    void bodyFillsEveryGapOfATemplate() {
        String event = Messages.format("notification.event.partial");
        assertThat(message(Event.PARTIAL, "nightly", "/data/a.csv", ALL).body(TextLimits::plain))
                .isEqualTo(event + "|nightly|run-7|/data/a.csv|4|46|40|3|1|2|0|12.3|" + Path.of("out", "7")
                        + "|why|pantree run");
    }

    @Test
    void bodyEscapesItsValues() {
        assertThat(message(Event.PARTIAL, "<b>", "a.csv", "<i>{job}").body(TextLimits::slack))
                .isEqualTo("<i>&lt;b&gt;");
    }

    @Test
    void bodyCutsLongValuesAndLongCommands() {
        Notification notification = new Notification(
                Event.FAILED,
                "j".repeat(301),
                null,
                "m".repeat(300),
                5,
                FolderCounts.NONE,
                0,
                null,
                null,
                "n".repeat(601));
        assertThat(new MessageRenderer(notification, new Template("{job}|{manifest}|{next}|{run}{results}{message}"))
                        .body(UnaryOperator.identity()))
                .isEqualTo("j".repeat(299) + "…|" + "m".repeat(300) + "|" + "n".repeat(599) + "…|");
    }

    @Test
    void builtInBodyOfAMissingManifestHasNoCounts() {
        String missing = message(Event.MISSING, "nightly", "/data/a.csv", null).body(TextLimits::plain);
        assertThat(missing).contains("/data/a.csv", "nightly", "why").doesNotContain("46");
        assertThat(message(Event.FAILED, "nightly", "/data/a.csv", null).body(TextLimits::plain))
                .contains("46", "run-7");
    }

    private static MessageRenderer message(
            Event event, @Nullable String job, String manifest, @Nullable String template) {
        Notification notification = new Notification(
                event,
                job,
                "run-7",
                manifest,
                4,
                new FolderCounts(40, 3, 1, 2, 0),
                12.345,
                Path.of("out", "7"),
                "why",
                "pantree run");
        return new MessageRenderer(notification, template == null ? null : new Template(template));
    }
}
