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
 * Encrypts values with a key derived from the client secret and a random salt (AES-GCM, PBKDF2). A value encrypted for
 * one purpose cannot be decrypted for another.
 */
public final class TokenCipher {

    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;
    /** The API issues long random secrets; this protects a weak one. */
    private static final int ROUNDS = 100_000;

    private final String secret;
    private final byte[] purpose;
    private final int rounds;
    private final SecureRandom random = new SecureRandom();

    /** @param purpose authenticated with each value */
    public TokenCipher(String secret, String purpose) {
        this(secret, purpose, ROUNDS);
    }

    /** @param rounds of the derivation of the key */
    TokenCipher(String secret, String purpose, int rounds) {
        this.secret = secret;
        this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
        this.rounds = rounds;
    }

    String encrypt(String text) {
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[NONCE];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, salt, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(salt, SALT + NONCE + encrypted.length);
            System.arraycopy(nonce, 0, all, SALT, NONCE);
            System.arraycopy(encrypted, 0, all, SALT + NONCE, encrypted.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK knows AES-GCM and PBKDF2", e);
        }
    }

    /** The decrypted value; empty if it was encrypted with another secret or for another purpose, or modified. */
    Optional<String> decrypt(String encrypted) {
        try {
            byte[] all = Base64.getDecoder().decode(encrypted);
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
        PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, rounds, KEY_BITS);
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
