package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several notifications at once. */
final class NotifierTests extends NotificationFixture {

    private static final String TOO_MANY = "{\"errcode\":130101,\"errmsg\":\"send too fast\"}";

    @AutoClose
    private final Receiver receiver = new Receiver();

    private static List<Notification> twentySixRuns() {
        return IntStream.rangeClosed(1, 26)
                .mapToObj(i -> i == 24
                        ? notification(Event.FAILED, "/in/24.csv", "the header has none of the column sets")
                        : notification(Event.SUCCESS, "/in/" + i + ".csv", ""))
                .toList();
    }

    private Notifier notifier(String kind, String... more) {
        List<String> settings = new ArrayList<>(List.of("kind", kind, "url", receiver.url("/robot?access_token=x")));
        settings.addAll(List.of(more));
        return notifier(Duration.ofSeconds(10), Duration.ofSeconds(60), settings.toArray(String[]::new));
    }

    @Test
    void peopleReceiveOneMessageForSeveralRunsWithFailuresFirst() {
        receiver.answer(200, "{\"errcode\":0}");
        assertThat(notifier("dingtalk").send(twentySixRuns(), Map.of())).isEmpty();
        assertThat(receiver.requests).hasSize(1);
        String text =
                receiver.requests.get(0).json().path("markdown").path("text").asString();
        assertThat(text).contains("1 of 26 runs needs attention", "/in/26.csv");
        assertThat(text.indexOf("/in/24.csv")).isLessThan(text.indexOf("/in/1.csv"));
    }

    @Test
    void programReceivesEachRun() {
        notifier("json").send(twentySixRuns(), Map.of());
        assertThat(receiver.requests).hasSize(26);
    }

    @Test
    void summaryContainsOnlyTheEventsOfTheDestination() {
        receiver.answer(200, "{\"errcode\":0}");
        notifier("dingtalk", "events", "failed").send(twentySixRuns(), Map.of());
        assertThat(receiver.requests).hasSize(1);
        assertThat(receiver.requests.get(0).body())
                .contains("failed with exit code")
                .doesNotContain("/in/1.csv");
    }

    @Test
    void rateLimitedNotificationIsSentWithTheNextOnes() {
        receiver.answer(200, TOO_MANY)
                .answer(200, TOO_MANY)
                .answer(200, TOO_MANY)
                .answer(200, "{\"errcode\":0}");
        Notifier notifier = notifier("dingtalk");
        Notification failure = notification(Event.FAILED, "/in/24.csv", "why");
        Map<String, List<Notification>> unsent = notifier.send(List.of(failure), Map.of());
        assertThat(unsent).hasSize(1);
        assertThat(unsent.values()).containsExactly(List.of(failure));
        assertThat(pauses).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(20));
        assertThat(warnings()).hasSize(1);

        assertThat(notifier.send(List.of(notification(Event.SUCCESS, "/in/25.csv", "")), unsent))
                .isEmpty();
        assertThat(receiver.requests.get(3).body()).contains("/in/24.csv", "/in/25.csv", "1 of 2 runs");
    }

    @Test
    void unsentNotificationsOfACorrectedDestinationAreSentToIt() {
        Notification first = notification(Event.FAILED, "/in/1.csv", "why");
        Notification second = notification(Event.FAILED, "/in/2.csv", "why");
        Map<String, List<Notification>> unsent = Map.of(
                "pantree.notify[0] (json, old.example)", List.of(first),
                "pantree.notify[0] (json, older.example)", List.of(second));
        assertThat(notifier("json", "events", "success").send(List.of(), unsent))
                .isEmpty();
        assertThat(receiver.requests)
                .extracting(request -> request.json().path("manifest").stringValue())
                .containsExactlyInAnyOrder("/in/1.csv", "/in/2.csv");
        assertThat(warnings()).isEmpty();
    }

    /** After a destination was removed, the next one has its number. */
    @ParameterizedTest
    @ValueSource(strings = {"pantree.notify[0] (mail)", "pantree.notify[01] (json, old.example)"})
    void warnsOfUnsentNotificationsWithoutDestination(String removed) {
        Notification failure = notification(Event.FAILED, "/in/24.csv", "why");
        assertThat(notifier("json").send(List.of(), Map.of(removed, List.of(failure, failure))))
                .isEmpty();
        assertThat(receiver.requests).isEmpty();
        assertThat(warnings()).singleElement().asString().contains("2 notifications", removed, "pantree status");
    }

    /** Each of them would be tried for seconds, and the limit would pass. */
    @Test
    void programThatAcceptsNothingReceivesAllLater() {
        receiver.answer(503, "").answer(503, "").answer(503, "").answer(200, "");
        Notifier notifier = notifier("json");
        Map<String, List<Notification>> unsent = notifier.send(twentySixRuns(), Map.of());
        assertThat(receiver.requests).hasSize(3);
        assertThat(unsent.values()).containsExactly(twentySixRuns());
        assertThat(notifier.send(List.of(), unsent)).isEmpty();
        assertThat(receiver.requests).hasSize(29);
    }

    @Test
    void possiblyDeliveredNotificationIsNotSentAgain() {
        receiver.answer(200, "{\"errcode\":310000,\"errmsg\":\"keywords not in content\"}");
        assertThat(notifier("dingtalk").send(twentySixRuns(), Map.of())).isEmpty();
        assertThat(receiver.requests).hasSize(1);
    }

    @Test
    void rateLimitCodesOfRobotsAreRecognized() {
        for (Map.Entry<String, String> answer : Map.of(
                        "wecom", "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}",
                        "feishu", "{\"code\":11232,\"msg\":\"frequency limited\"}")
                .entrySet()) {
            try (Receiver robot = new Receiver().answer(200, answer.getValue())) {
                Notifier notifier = notifier(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        "kind",
                        answer.getKey(),
                        "url",
                        robot.url("/hook?key=x"));
                assertThat(notifier.send(List.of(notification(Event.FAILED)), Map.of()))
                        .as(answer.getKey())
                        .hasSize(1);
                assertThat(robot.requests).hasSize(3);
            }
        }
    }
}
