package io.github.pantree.pan123.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.MkdirResult.RefusalReason;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

final class ApiResponseTests {

    @Test
    void onlyCodeZeroIsOk() {
        ApiResponse.Envelope ok = envelope(0, "ok");
        assertThat(ok.isOk()).isTrue();
        assertThat(ok.outcome()).isEqualTo("ok");
        ApiResponse.Envelope refused = envelope(1, "ok");
        assertThat(refused.isOk()).isFalse();
        assertThat(refused.outcome()).isEqualTo("refused");
        assertThat(envelope(-1, "").isOk()).isFalse();
    }

    @Test
    void envelopeFailsWithItsCodeAndMessage() {
        assertThat(envelope(5066, "目录不存在").failure()).isEqualTo("code 5066: 目录不存在");
        assertThat(envelope(5066, "").reason()).isEqualTo(RefusalReason.NO_PARENT);
        assertThat(envelope(1, "目录已存在").reason()).isEqualTo(RefusalReason.EXISTS);
    }

    @Test
    void otherRepliesHaveAnOutcomeAndAFailureEach() {
        ApiResponse throttled = new ApiResponse.Throttled(null, "t");
        assertThat(throttled.outcome()).isEqualTo("limited");
        assertThat(throttled.failure()).isNotEmpty();
        assertThat(throttled.traceId()).isEqualTo("t");
        ApiResponse unauthorized = new ApiResponse.Unauthorized("expired");
        assertThat(unauthorized.outcome()).isEqualTo("unauthorized");
        assertThat(unauthorized.failure()).contains("expired");
        assertThat(unauthorized.traceId()).isNull();
        ApiResponse unreadable = new ApiResponse.Unreadable("no answer");
        assertThat(unreadable.outcome()).isEqualTo("unclear");
        assertThat(unreadable.failure()).isEqualTo("no answer");
        assertThat(unreadable.traceId()).isNull();
    }

    private static ApiResponse.Envelope envelope(int code, String message) {
        return new ApiResponse.Envelope(code, message, MissingNode.getInstance(), null);
    }
}
