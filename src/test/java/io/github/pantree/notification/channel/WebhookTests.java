package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.notification.Event;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.notification.channel.DeliveryResult.Failed;
import io.github.pantree.support.SecretMasker;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How webhooks are delivered: attempts, limits, and responses that are refusals. */
final class WebhookTests extends WebhookFixture {

    @Test
    void onlyConfiguredEventsAreSent() {
        Notifier notifier = notifier(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                "kind",
                "json",
                "url",
                receiver.url("/x"),
                "on",
                "failed, MISSING");
        for (Event event : Event.values()) {
            notifier.send(List.of(notification(event)), Map.of());
        }
        assertThat(receiver.requests.stream()
                        .map(request -> request.json().path("event").asString()))
                .containsExactly("failed", "missing");
    }

    @Test
    void everyDestinationIsNotifiedAlthoughOneFails() {
        send(
                notification(Event.SUCCESS),
                "kind",
                "json",
                "url",
                "http://127.0.0.1:" + closedPort() + "/secret-path",
                "pantree.notify[1].kind",
                "slack",
                "pantree.notify[1].url",
                receiver.url("/x"));
        assertThat(receiver.requests).hasSize(1);
        assertThat(warnings())
                .containsExactly(
                        "Notification to pantree.notify[0] (json, 127.0.0.1) failed: no connection to 127.0.0.1");
    }

    @Test
    void aRefusedConnectionIsAttemptedThreeTimes() {
        send(notification(Event.SUCCESS), "kind", "json", "url", "http://127.0.0.1:" + closedPort() + "/");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aConnectionThatTimesOutDeliversNothing() throws Exception {
        WebhookClient client = new WebhookClient(
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                InstantSource.fixed(NOW),
                NotificationSettings.from(environment()).connector());
        try (FullServer server = new FullServer()) {
            URI url = URI.create("http://127.0.0.1:" + server.port() + "/x");
            WebhookFormat.Request request = new WebhookFormat.Request(url, "{}", Map.of());
            DeliveryResult result = client.send(request, new JsonWebhook(), new SecretMasker(null, url));
            assertThat(result).isEqualTo(new Failed("no connection to 127.0.0.1", true, null));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void aRejectedMessageIsSentAgainUnchanged(int status) {
        receiver.answer(status, "busy").answer(200, "ok");
        send(notification(Event.SUCCESS), "kind", "json", "url", receiver.url("/x"));
        assertThat(receiver.requests).hasSize(2);
        assertThat(receiver.requests.get(0).body())
                .isEqualTo(receiver.requests.get(1).body());
        assertThat(warnings()).isEmpty();
    }

    @Test
    void atMostThreeAttemptsAreMade() {
        receiver.answer(503, "<b>busy</b>");
        send(notification(Event.SUCCESS), "kind", "json", "url", receiver.url("/x"));
        assertThat(receiver.requests).hasSize(3);
        assertThat(warnings()).singleElement().asString().endsWith("HTTP 503: <b>busy</b>");
    }

    @Test
    void retryAfterIsRespected() {
        receiver.answer(429, "slow down", Map.of("Retry-After", "7")).answer(200, "ok");
        send(notification(Event.SUCCESS), "kind", "slack", "url", receiver.url("/x"));
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aLongRetryAfterIsNotWaitedFor() {
        receiver.answer(429, "slow down", Map.of("Retry-After", "60"));
        send(notification(Event.SUCCESS), "kind", "slack", "url", receiver.url("/x"));
        assertThat(receiver.requests).hasSize(1);
        assertThat(pauses).isEmpty();
        assertThat(warnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "504"})
    void possiblyAcceptedAndPermanentFailuresAreSentOnce(int status) {
        receiver.answer(status, "no");
        send(notification(Event.SUCCESS), "kind", "json", "url", receiver.url("/x"));
        assertThat(receiver.requests).hasSize(1);
        assertThat(warnings()).singleElement().asString().endsWith("HTTP " + status + ": no");
    }

    @Test
    void aRedirectIsNotFollowed() {
        receiver.answer(307, "", Map.of("Location", receiver.url("/elsewhere"))).answer(200, "ok");
        send(notification(Event.SUCCESS), "kind", "json", "url", receiver.url("/x"));
        assertThat(receiver.requests).hasSize(1);
        assertThat(warnings()).singleElement().asString().contains("redirects are not followed");
    }

    @Test
    void anUnresponsiveServerIsTriedOnceWithATimeLimit() {
        receiver.silent();
        send(notification(Event.SUCCESS), Duration.ofMillis(200), "kind", "json", "url", receiver.url("/x"));
        assertThat(receiver.requests).hasSize(1);
        assertThat(pauses).isEmpty();
        assertThat(warnings())
                .singleElement()
                .asString()
                .endsWith("no response within 0.2 s; it may have been delivered");
    }

    @Test
    void anEndlessResponseIsCutOff() {
        receiver.endless();
        send(notification(Event.SUCCESS), Duration.ofMillis(200), "kind", "dingtalk", "url", receiver.url("/x"));
        assertThat(warnings()).singleElement().asString().contains("no response within 0.2 s");
    }

    @Test
    void allAttemptsTogetherHaveATimeLimit() {
        receiver.silent();
        notifier(Duration.ofSeconds(30), Duration.ofMillis(200), "kind", "json", "url", receiver.url("/x"))
                .send(List.of(notification(Event.SUCCESS)), Map.of());
        assertThat(warnings()).singleElement().asString().contains("it may have been delivered");
    }

    @Test
    void anInterruptedThreadSendsAsWell() {
        Thread.currentThread().interrupt();
        send(notification(Event.STOPPED), "kind", "json", "url", receiver.url("/x"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(receiver.requests).hasSize(1);
        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dingtalk|{\"errcode\":310000,\"errmsg\":\"sign not match\"}|rejected with code 310000: sign not match",
                "wecom|{\"errcode\":93000,\"errmsg\":\"invalid url\"}|rejected with code 93000: invalid url",
                "feishu|{\"code\":19021,\"msg\":\"sign match fail\"}|rejected with code 19021: sign match fail",
                "feishu|{\"StatusCode\":9,\"StatusMessage\":\"no\"}|rejected with code 9: no",
                "slack|no_service|not a response of the service: no_service",
                "dingtalk|<html>login</html>|not a response of the service: <html>login</html>",
                "wecom|{}|not a response of the service: {}",
                "feishu|[1]|not a response of the service: [1]",
                "feishu|{\"code\":\"0\"}|not a response of the service: {\"code\":\"0\"}",
                "dingtalk|{\"errcode\":1e-1}|not a response of the service: {\"errcode\":1e-1}"
            })
    void aSuccessStatusCanBeARefusal(String kind, String answer, String said) {
        receiver.answer(200, answer);
        send(notification(Event.SUCCESS), "kind", kind, "url", receiver.url("/x"));
        assertThat(receiver.requests).hasSize(1);
        assertThat(warnings()).singleElement().asString().endsWith(") failed: " + said);
    }

    @Test
    void olderFeishuResponsesAreUnderstood() {
        receiver.answer(200, "{\"Extra\":null,\"StatusCode\":0,\"StatusMessage\":\"success\"}");
        send(notification(Event.SUCCESS), "kind", "feishu", "url", receiver.url("/x"));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void onlyTheBeginningOfALongResponseIsRead() {
        receiver.answer(404, "x".repeat(3_000_000));
        send(notification(Event.SUCCESS), "kind", "json", "url", receiver.url("/x"));
        assertThat(warnings()).singleElement().asString().hasSizeLessThan(500).endsWith("x…");
    }

    @Test
    void secretsAreNotLoggedEvenIfTheServiceRepeatsThem() {
        receiver.answer(
                400, "bad key 693a91f6-7xxx for /hook/abcdef-123456 by SEC0123456789\u001b[31m of token 693a91f6-7xxx");
        String url = receiver.url("/hook/abcdef-123456?access_token=693a91f6-7xxx");
        send(notification(Event.SUCCESS), "kind", "dingtalk", "url", url, "secret", "SEC0123456789");
        assertThat(warnings())
                .singleElement()
                .asString()
                .isEqualTo("Notification to pantree.notify[0] (dingtalk, 127.0.0.1) failed: HTTP 400: bad key *** for"
                        + " *** by ***\uFFFD[31m of token ***");
    }

    @Test
    void failuresAreLoggedInChinese() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
        receiver.answer(200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}");
        send(notification(Event.SUCCESS), "kind", "dingtalk", "url", receiver.url("/x"));
        assertThat(warnings())
                .containsExactly("发送到 pantree.notify[0] (dingtalk, 127.0.0.1) 的通知失败：被拒绝，代码 310000：sign not match");
    }

    @Test
    void aDefectIsLoggedAsAWarning() {
        NotificationSettings settings =
                NotificationSettings.from(environment("kind", "json", "url", receiver.url("/x")));
        InstantSource broken = () -> {
            throw new IllegalStateException("no clock");
        };
        Notifier.of(settings, broken, pauses::add).send(List.of(notification(Event.SUCCESS)), Map.of());
        assertThat(receiver.requests).isEmpty();
        assertThat(warnings())
                .singleElement()
                .asString()
                .endsWith("a defect of the program (java.lang.IllegalStateException)");
    }

    @Test
    void anInterruptedPauseEndsTheAttempts() {
        receiver.answer(503, "busy");
        NotificationSettings settings =
                NotificationSettings.from(environment("kind", "json", "url", receiver.url("/x")));
        Notifier.Sleeper interrupted = time -> {
            throw new InterruptedException();
        };
        Notifier.of(settings, InstantSource.fixed(NOW), interrupted)
                .send(List.of(notification(Event.SUCCESS)), Map.of());
        assertThat(receiver.requests).hasSize(1);
        assertThat(warnings()).singleElement().asString().contains("interrupted while sending");
    }
}
