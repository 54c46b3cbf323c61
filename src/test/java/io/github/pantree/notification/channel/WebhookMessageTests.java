package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.channel.Receiver.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The messages of each service, as a receiver gets them. */
final class WebhookMessageTests extends WebhookFixture {

    private static final String TAKEN = "{\"errcode\":0,\"errmsg\":\"ok\",\"code\":0}";
    private static final String HOSTILE = "/data/<@all> [x](http:evil) *a* _b_ `c` a_b & <!channel>\n# \u202Etop.csv";

    @Test
    void dingTalkGetsMarkdownAndASignedUrl() {
        receiver.answer(200, TAKEN);
        send(
                notification(Event.PARTIAL),
                "kind",
                "dingtalk",
                "url",
                receiver.url("/robot/send?access_token=t0ken+%2F"),
                "secret",
                "SEC123");
        ReceivedRequest request = theOne();
        assertThat(request.uri().getPath()).isEqualTo("/robot/send");
        assertThat(request.parameter("access_token")).isEqualTo("t0ken /");
        assertThat(request.parameter("timestamp")).isEqualTo("1769897700123");
        assertThat(request.parameter("sign")).isEqualTo(base64(hmac("SEC123", "1769897700123\nSEC123")));
        assertThat(request.header("Content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(request.json().path("msgtype").asString()).isEqualTo("markdown");
        JsonNode markdown = request.json().path("markdown");
        assertThat(markdown.path("title").asString())
                .isEqualTo("pantree: folders.csv: 3 of 46 folders were not created");
        assertThat(markdown.path("text").asString())
                .isEqualTo(String.join(
                        "  \n",
                        "#### pantree: folders.csv: 3 of 46 folders were not created\n\nmanifest: /data/folders.csv",
                        "run: 20260131-220000-7",
                        "folders: 46: 40 created, 3 existed, 1 failed, 2 blocked, 0 pending",
                        "time: 12.3 s",
                        "results: /home/pan/runs/20260131-220000-7",
                        "why: the deadline 06:30 is over",
                        "to do: pantree run /data/folders.csv"));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void dingTalkWithoutASecretIsNotSigned() {
        receiver.answer(200, TAKEN);
        send(notification(Event.SUCCESS), "kind", "dingtalk", "url", receiver.url("/send"));
        assertThat(theOne().uri()).hasToString("/send");
    }

    @Test
    void weComGetsMarkdown() {
        receiver.answer(200, TAKEN);
        send(notification(Event.SUCCESS), "kind", "wecom", "url", receiver.url("/cgi-bin/webhook/send?key=693a91f6"));
        assertThat(theOne().uri()).hasToString("/cgi-bin/webhook/send?key=693a91f6");
        assertThat(theOne().json().path("msgtype").asString()).isEqualTo("markdown");
        assertThat(theOne().json().path("markdown").path("content").asString())
                .startsWith("**pantree: folders.csv: all 46 folders exist**\nmanifest: /data/folders.csv\n");
    }

    @Test
    void feishuGetsPlainElementsAndASignatureInTheBody() {
        receiver.answer(200, "{\"code\":0,\"msg\":\"success\"}");
        send(
                notification(Event.STOPPED, HOSTILE, "x"),
                "kind",
                "feishu",
                "url",
                receiver.url("/hook/1"),
                "secret",
                "S");
        JsonNode json = theOne().json();
        assertThat(json.path("timestamp").asString()).isEqualTo("1769897700");
        assertThat(json.path("sign").asString()).isEqualTo(base64(hmac("1769897700\nS", "")));
        assertThat(json.path("msg_type").asString()).isEqualTo("post");
        JsonNode post = json.path("content").path("post").path("zh_cn");
        assertThat(post.path("title").asString()).endsWith("stopped; 43 of 46 folders exist");
        assertThat(post.path("content").size()).isEqualTo(7);
        assertThat(post.path("content").path(0).path(0).path("tag").asString()).isEqualTo("text");
        assertThat(post.path("content").path(0).path(0).path("text").asString())
                .isEqualTo("manifest: /data/<@all> [x](http:evil) *a* _b_ `c` a_b & <!channel> # \uFFFDtop.csv");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void slackGetsText() {
        send(notification(Event.FAILED), "kind", "slack", "url", receiver.url("/services/T0/B0/xyz"));
        assertThat(theOne().json().path("text").asString())
                .startsWith("*pantree: folders.csv: failed with exit code 4*\nmanifest: /data/folders.csv\n");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void programsGetStableFieldsAndASignedBody() {
        send(
                notification(Event.PARTIAL, HOSTILE, "\"\\\u0007"),
                "kind",
                "json",
                "url",
                receiver.url("/x"),
                "secret",
                "k");
        ReceivedRequest request = theOne();
        assertThat(request.header("X-pantree-signature"))
                .isEqualTo("sha256=" + HexFormat.of().formatHex(hmac("k", request.body())));
        assertThat(request.header("X-pantree-timestamp")).isEqualTo("1769897700");
        JsonNode json = request.json();
        assertThat(List.copyOf(json.propertyNames()))
                .containsExactly(
                        "event",
                        "sent",
                        "job",
                        "run",
                        "manifest",
                        "exit_code",
                        "folders",
                        "seconds",
                        "results",
                        "message",
                        "next",
                        "title",
                        "text");
        assertThat(json.path("event").asString()).isEqualTo("partial");
        assertThat(json.path("sent").asString()).isEqualTo("2026-01-31T22:15:00Z");
        assertThat(json.path("job").isNull()).isTrue();
        assertThat(json.path("manifest").asString()).isEqualTo(HOSTILE);
        assertThat(json.path("message").asString()).isEqualTo("\"\\\u0007");
        assertThat(json.path("exit_code").asInt()).isEqualTo(4);
        assertThat(json.path("folders").toString())
                .isEqualTo("{\"total\":46,\"created\":40,\"existed\":3,\"failed\":1,\"blocked\":2,\"pending\":0}");
        assertThat(json.path("seconds").asDouble()).isEqualTo(12.346);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dingtalk", "wecom"})
    void namesContainNoMarkdown(String kind) {
        receiver.answer(200, TAKEN);
        send(notification(Event.SUCCESS, HOSTILE, "&lt;font&gt; \\*"), "kind", kind, "url", receiver.url("/x"));
        assertThat(theOne().body())
                .contains("/data/＜@all＞ ［x］(http:evil) ＊a＊ ＿b＿ ｀c｀ a_b & ＜!channel＞ # \uFFFDtop.csv")
                .contains("＆lt;font＆gt; ＼＊");
    }

    @Test
    void namesMentionNoUsersInSlack() {
        send(notification(Event.SUCCESS, HOSTILE, "x"), "kind", "slack", "url", receiver.url("/x"));
        assertThat(theOne().json().path("text").asString())
                .contains("/data/&lt;@all&gt; [x](http:evil) ＊a＊ ＿b＿ ｀c｀ a_b &amp; &lt;!channel&gt; # \uFFFDtop.csv");
    }

    @ParameterizedTest
    @CsvSource({"wecom, 4096", "dingtalk, 20000", "feishu, 20000"})
    void messagesAreTruncatedToTheLimitOfTheService(String kind, int most) {
        receiver.answer(200, "{\"errcode\":0,\"code\":0,\"ok\":true}");
        String template = "{manifest}\"\\\u4e00".repeat(100);
        send(
                notification(Event.SUCCESS, "\uD83D\uDE00&\"".repeat(200), "x"),
                "kind",
                kind,
                "url",
                receiver.url("/x"),
                "template",
                template);
        String text = kind.equals("wecom")
                ? theOne().json().path("markdown").path("content").asString()
                : theOne().body();
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(most / 2, most);
        assertThat(text).contains("…").doesNotContain("\uFFFD").doesNotContain("?");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void slackGetsFourThousandCharactersAndNoHalfEntity() {
        for (int shift = 0; shift < 5; shift++) {
            send(
                    notification(Event.SUCCESS, "&".repeat(300), "x"),
                    "kind",
                    "slack",
                    "url",
                    receiver.url("/x"),
                    "template",
                    "x".repeat(shift) + "{manifest}".repeat(20));
            String text = receiver.requests.get(shift).json().path("text").asString();
            assertThat(text).hasSizeBetween(3_990, 4_000).containsPattern("&amp;…$");
        }
    }

    @ParameterizedTest
    @EnumSource(Event.class)
    void everyEventHasTextsInBothLanguages(Event event) {
        send(notification(event), "kind", "json", "url", receiver.url("/x"));
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
        send(notification(event), "kind", "json", "url", receiver.url("/x"));
        assertThat(receiver.requests).hasSize(2);
        JsonNode english = receiver.requests.get(0).json();
        JsonNode chinese = receiver.requests.get(1).json();
        assertThat(english.path("event")).isEqualTo(chinese.path("event"));
        assertThat(english.path("title").asString() + english.path("text").asString())
                .contains("folders.csv")
                .contains("to do: pantree run")
                .doesNotContainPattern("[{}%]|\\p{IsHan}");
        assertThat(chinese.path("title").asString()).startsWith("pantree：folders.csv：");
        assertThat(chinese.path("text").asString())
                .contains("清单：/data/folders.csv", "处理：pantree run")
                .doesNotContainPattern("[{}%]");
    }

    @Test
    void aCustomTemplateOmitsLinesWithoutValues() {
        Notification missing = new Notification(
                Event.MISSING, "nightly", null, "in/{run}.csv", 3, FolderCounts.NONE, 0, null, null, null);
        send(
                missing,
                "kind",
                "json",
                "url",
                receiver.url("/x"),
                "template",
                "[{event}] {job}{run}: {manifest} {not a gap}\nto do: {next}{message}\n\nend");
        assertThat(theOne().json().path("text").asString())
                .isEqualTo("[no manifest] nightly: in/{run}.csv {not a gap}\n\nend");
        assertThat(theOne().json().path("title").asString()).isEqualTo("pantree: nightly: the manifest is missing");
    }

    private ReceivedRequest theOne() {
        assertThat(receiver.requests).hasSize(1);
        return receiver.requests.get(0);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** HMAC-SHA256 implemented from RFC 2104, independent of the tested code. */
    private static byte[] hmac(String key, String message) {
        byte[] raw = key.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(raw.length > 64 ? sha256(raw) : raw, 64);
        byte[] inner = sha256(padded(block, 0x36, message.getBytes(StandardCharsets.UTF_8)));
        return sha256(padded(block, 0x5c, inner));
    }

    private static byte[] padded(byte[] block, int pad, byte[] tail) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte b : block) {
            bytes.write(b ^ pad);
        }
        bytes.writeBytes(tail);
        return bytes.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
