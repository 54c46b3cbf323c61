package io.github.pantree.support;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 algorithm, which every Java platform provides. */
public final class Sha256 {

    private Sha256() {}

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
