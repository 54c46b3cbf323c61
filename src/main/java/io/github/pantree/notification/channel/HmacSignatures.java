package io.github.pantree.notification.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, as each service wants it. */
final class HmacSignatures {

    private static final String ALGORITHM = "HmacSHA256";

    private HmacSignatures() {}

    /** DingTalk: over time and secret, with the secret as the key; Base64. */
    static String dingTalk(String time, String secret) {
        return Base64.getEncoder().encodeToString(hmac(bytes(secret), bytes(time + "\n" + secret)));
    }

    /** Feishu: over nothing, with time and secret as the key; Base64. */
    static String feishu(String time, String secret) {
        return Base64.getEncoder().encodeToString(hmac(bytes(time + "\n" + secret), new byte[0]));
    }

    /** Over a body's UTF-8; hexadecimal in small letters. */
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
