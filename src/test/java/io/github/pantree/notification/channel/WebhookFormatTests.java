package io.github.pantree.notification.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.notification.ChannelType;
import io.github.pantree.notification.Destination.Webhook;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.Template;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The requests for each service, and which responses are refusals; no connection is opened. */
final class WebhookFormatTests {

    private static final Instant NOW = Instant.parse("2026-01-31T22:15:00.123Z");
    private static final String URL = "https://example.test/send";
    private static final Notification NOTIFICATION =
            NotificationFixture.notification(Event.FAILED, "/data/<a>.csv", "x");
    private static final String TITLE_MARKDOWN = title("＜a＞.csv");

    @Test
    void dingTalkSignsItsUrlWithMilliseconds() {
        WebhookFormat.Request request = request(new DingTalk(), place(URL, "SECabc", "a\nb\n\nc"));
        assertThat(request.url())
                .isEqualTo(URI.create(
                        URL + "?timestamp=1769897700123&sign=1vSGH8TJeUOH79xo25BgK31UCjAWzXcpnbSwDt%2Bf9rw%3D"));
        assertThat(request.headers()).isEmpty();
        JsonNode body = Json.read(request.body());
        assertThat(body.path("msgtype").asString()).isEqualTo("markdown");
        assertThat(body.path("markdown").path("title").asString()).isEqualTo(title("<a>.csv"));
        assertThat(body.path("markdown").path("text").asString())
                .isEqualTo("#### " + TITLE_MARKDOWN + "\n\na  \nb\n\nc");
    }

    @Test
    void dingTalkAppendsItsSignatureToAQuery() {
        assertThat(request(new DingTalk(), place(URL + "?access_token=t", "SECabc", "a"))
                        .url())
                .asString()
                .startsWith(URL + "?access_token=t&timestamp=1769897700123&sign=");
        assertThat(request(new DingTalk(), place(URL, null, "a")).url()).isEqualTo(URI.create(URL));
    }

    @Test
    void weComSendsItsTitleInBold() {
        WebhookFormat.Request request = request(new WeCom(), place(URL, null, "a\nb"));
        assertThat(request.url()).isEqualTo(URI.create(URL));
        assertThat(request.headers()).isEmpty();
        JsonNode body = Json.read(request.body());
        assertThat(body.path("msgtype").asString()).isEqualTo("markdown");
        assertThat(body.path("markdown").path("content").asString()).isEqualTo("**" + TITLE_MARKDOWN + "**\na\nb");
    }

    @Test
    void weComCutsItsContentByBytes() {
        String start = "**" + TITLE_MARKDOWN + "**\n";
        int left = 4_096 - start.getBytes(UTF_8).length;
        assertThat(weComContent("a".repeat(left))).isEqualTo(start + "a".repeat(left));
        assertThat(weComContent("a".repeat(left + 1))).isEqualTo(start + "a".repeat(left - 3) + "…");
    }

    private static String weComContent(String text) {
        WebhookFormat.Request request = request(new WeCom(), place(URL, null, text));
        return Json.read(request.body()).path("markdown").path("content").asString();
    }

    @Test
    void feishuSignsItsBodyWithSeconds() {
        WebhookFormat.Request request = request(new Feishu(), place(URL, "SECabc", "a\nb"));
        assertThat(request.url()).isEqualTo(URI.create(URL));
        JsonNode body = Json.read(request.body());
        assertThat(body.path("timestamp").asString()).isEqualTo("1769897700");
        assertThat(body.path("sign").asString()).isEqualTo("vAxGoq6cbMzoQUpxP8GvxtUXXrhcgz+93Cl4efqvYfc=");
        assertThat(body.path("msg_type").asString()).isEqualTo("post");
        assertThat(body.path("content").path("post").path("zh_cn"))
                .isEqualTo(Json.read(Json.write(Map.of(
                        "title",
                        title("<a>.csv"),
                        "content",
                        List.of(
                                List.of(Map.of("tag", "text", "text", "a")),
                                List.of(Map.of("tag", "text", "text", "b")))))));
    }

    @Test
    void feishuWithoutASecretIsNotSigned() {
        JsonNode body = Json.read(request(new Feishu(), place(URL, null, "a")).body());
        assertThat(body.has("timestamp")).isFalse();
        assertThat(body.has("sign")).isFalse();
    }

    @Test
    void slackSendsOneTextWithoutPreviews() {
        WebhookFormat.Request request = request(new Slack(), place(URL, null, "a\nb"));
        assertThat(request.url()).isEqualTo(URI.create(URL));
        assertThat(Json.read(request.body()))
                .isEqualTo(Json.read(Json.write(Map.of(
                        "text",
                        "*" + title("&lt;a&gt;.csv") + "*\na\nb",
                        "unfurl_links",
                        false,
                        "unfurl_media",
                        false))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dingtalk", "wecom"})
    void robotsRefuseWithAnErrcode(String kind) {
        WebhookFormat hook = kind.equals("wecom") ? new WeCom() : new DingTalk();
        assertThat(refusal(hook, "{\"errcode\":0,\"errmsg\":\"ok\"}")).isNull();
        assertThat(refusal(hook, "{\"errcode\":93000,\"errmsg\":\"bad key\"}"))
                .isEqualTo(Messages.format("notification.refused", 93000L, "bad key"));
        assertThat(refusal(hook, "{\"errcode\":\"0\"}"))
                .isEqualTo(Messages.format("notification.unreadable", "{\"errcode\":\"0\"}"));
        assertThat(refusal(hook, " <html> ")).isEqualTo(Messages.format("notification.unreadable", "<html>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"code\":0}~",
                "{\"StatusCode\":0}~",
                "{\"code\":0,\"StatusCode\":1}~",
                "{\"code\":19021,\"msg\":\"sign\"}~19021 sign",
                "{\"StatusCode\":5,\"StatusMessage\":\"old\",\"msg\":\"new\"}~5 old"
            })
    void feishuRefusesWithACodeInEitherForm(String answer, @Nullable String refused) {
        String expected = refused == null
                ? null
                : Messages.format(
                        "notification.refused", Long.valueOf(refused.split(" ", 2)[0]), refused.split(" ", 2)[1]);
        assertThat(refusal(new Feishu(), answer)).isEqualTo(expected);
    }

    @Test
    void slackAcceptsOnlyOk() {
        Slack slack = new Slack();
        assertThat(refusal(slack, " ok\n")).isNull();
        assertThat(refusal(slack, "{\"ok\":true}")).isNull();
        assertThat(refusal(slack, "{\"ok\":false}"))
                .isEqualTo(Messages.format("notification.unreadable", "{\"ok\":false}"));
        assertThat(refusal(slack, "okay")).isEqualTo(Messages.format("notification.unreadable", "okay"));
    }

    @Test
    void jsonKeepsTheOrderOfItsKeysAndSignsItsBytes() {
        WebhookFormat.Request request = request(new JsonWebhook(), place(URL, "SECabc", "a"));
        assertThat(request.body())
                .isEqualTo("{'event':'failed','sent':'2026-01-31T22:15:00Z','job':null,'run':'20260131-220000-7',"
                        .concat("'manifest':'/data/<a>.csv','exit_code':4,'folders':{'total':46,'created':40,")
                        .concat("'existed':3,'failed':1,'blocked':2,'pending':0},'seconds':12.346,")
                        .concat("'results':'/home/pan/runs/20260131-220000-7','message':'x',")
                        .concat("'next':'pantree run /data/folders.csv','title':'" + title("<a>.csv"))
                        .concat("','text':'a'}")
                        .replace('\'', '"'));
        assertThat(request.headers())
                .containsEntry("X-Pantree-Timestamp", "1769897700")
                .containsEntry("X-Pantree-Signature", "sha256=" + HmacSignatures.hex(request.body(), "SECabc"));
    }

    private static WebhookFormat.Request request(WebhookFormat format, Webhook destination) {
        return format.request(new MessageRenderer(NOTIFICATION, destination.template()), destination, NOW);
    }

    private static @Nullable String refusal(WebhookFormat hook, String answer) {
        WebhookFormat.Refusal refusal = hook.refusal(WebhookClient.json(answer), answer);
        return refusal == null ? null : refusal.reason();
    }

    private static String title(String manifest) {
        return Messages.format("notification.title.failed", manifest, 43L, 46L, 3L, 4);
    }

    private static Webhook place(String url, @Nullable String secret, String template) {
        return new Webhook(
                "pantree.notify[0]",
                ChannelType.JSON,
                URI.create(url),
                secret,
                EnumSet.allOf(Event.class),
                new Template(template));
    }
}
