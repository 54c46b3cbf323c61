package io.github.pantree.console.login;

import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The link that opens the console once: its token has 256 random bits, and is only in a file that the owner of the home
 * can read. A used link is replaced by a new one in that file.
 */
public final class OneTimeLink {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Path home;
    private final Path file;
    private byte[] digest = new byte[0];
    private String root = "";

    /** @param home where the link is kept, in the file {@code console-url} */
    public OneTimeLink(Path home) {
        this.home = home;
        this.file = home.resolve("console-url");
    }

    /**
     * Creates the first link.
     *
     * @param address of the server, without a slash at its end
     * @return the link
     */
    public synchronized String begin(String address) throws IOException {
        root = address;
        return renew();
    }

    private String renew() throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String link = root + "/link?token=" + token;
        OwnerOnlyFiles.createFolder(home);
        OwnerOnlyFiles.replace(file, temporary -> {
            OwnerOnlyFiles.restrict(temporary);
            Files.writeString(temporary, link + "\n");
        });
        digest = digest(token);
        return link;
    }

    /** Whether the token is that of the link; it is used up then. */
    synchronized boolean redeem(String token) throws IOException {
        if (digest.length == 0 || !MessageDigest.isEqual(digest, digest(token))) {
            return false;
        }
        digest = new byte[0];
        renew();
        return true;
    }

    /** Invalidates the link, and deletes its file. */
    public synchronized void end() throws IOException {
        digest = new byte[0];
        Files.deleteIfExists(file);
    }

    private static byte[] digest(String token) {
        return Sha256.newDigest().digest(token.getBytes(StandardCharsets.UTF_8));
    }
}
