package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The expected values were computed with OpenSSL. */
final class HmacSignaturesTests {

    @Test
    void signsTimeAndSecretForDingTalk() {
        assertThat(HmacSignatures.dingTalk("1769897700123", "SECabc"))
                .isEqualTo("1vSGH8TJeUOH79xo25BgK31UCjAWzXcpnbSwDt+f9rw=");
    }

    @Test
    void feishuSignatureIsOfAnEmptyTextWithTimeAndSecretAsKey() {
        assertThat(HmacSignatures.feishu("1769897700", "SECabc"))
                .isEqualTo("vAxGoq6cbMzoQUpxP8GvxtUXXrhcgz+93Cl4efqvYfc=");
    }

    @Test
    void signsTheBodyInHexadecimal() {
        assertThat(HmacSignatures.hex("{\"a\":\"图\"}", "SECabc"))
                .isEqualTo("668316e6f1fb60ea80005fe94cf91e66bac52913245f9164edc879908ff31aea");
    }
}
