package io.github.pantree.pan123.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Closes texts so that only who knows the client's secret can open them, and only as what they were closed as: AES-GCM, with
 * a key that PBKDF2 derives from the secret and a salt of each text's own.
 */
public final class TokenCipher {

    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;
    /** The secret is a long random text already; this is for one that is not. */
    private static final int ROUNDS = 100_000;

    private final String secret;
    private final byte[] purpose;
    private final SecureRandom random = new SecureRandom();

    /** @param purpose what the texts are for: one that was closed for another cannot be opened */
    public TokenCipher(String secret, String purpose) {
        this.secret = secret;
        this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
    }

    String encrypt(String text) {
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[NONCE];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, salt, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(salt, SALT + NONCE + closed.length);
            System.arraycopy(nonce, 0, all, SALT, NONCE);
            System.arraycopy(closed, 0, all, SALT + NONCE, closed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK knows AES-GCM and PBKDF2", e);
        }
    }

    /** The text; empty if it was closed with another secret or for another purpose, or is not what was closed. */
    Optional<String> decrypt(String closed) {
        try {
            byte[] all = Base64.getDecoder().decode(closed);
            if (all.length < SALT + NONCE + TAG_BITS / Byte.SIZE) {
                return Optional.empty();
            }
            Cipher cipher =
                    cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, SALT), Arrays.copyOfRange(all, SALT, SALT + NONCE));
            byte[] text = cipher.doFinal(all, SALT + NONCE, all.length - SALT - NONCE);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] salt, byte[] nonce) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, ROUNDS, KEY_BITS);
        byte[] bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
        spec.clearPassword();
        SecretKey key = new SecretKeySpec(bytes, "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose);
        return cipher;
    }
}
