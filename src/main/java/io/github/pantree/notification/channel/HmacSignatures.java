package io.github.pantree.notification.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 in the variants of the services. */
final class HmacSignatures {

    private static final String ALGORITHM = "HmacSHA256";

    private HmacSignatures() {}

    /** DingTalk: of time and secret, with the secret as key; in Base64. */
    static String dingTalk(String time, String secret) {
        return Base64.getEncoder().encodeToString(hmac(bytes(secret), bytes(time + "\n" + secret)));
    }

    /** Feishu: of an empty text, with time and secret as key; in Base64. */
    static String feishu(String time, String secret) {
        return Base64.getEncoder().encodeToString(hmac(bytes(time + "\n" + secret), new byte[0]));
    }

    /** Of a body in UTF-8; in lower-case hexadecimal. */
    static String hex(String body, String secret) {
        return HexFormat.of().formatHex(hmac(bytes(secret), bytes(body)));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
