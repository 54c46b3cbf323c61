package io.github.pantree.testing;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A private certificate authority, created with the JDK's keytool, and HTTPS servers on loopback with its certificates.
 */
public final class TestAuthority {

    private static final String PASSWORD = "changeit";

    private final Path store;
    private final Path pem;

    public TestAuthority(Path folder) throws Exception {
        store = folder.resolve("store.p12");
        pem = folder.resolve("ca.pem");
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:c", "-validity", "100");
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", pem.toString());
    }

    /** The certificate of the authority itself. */
    public Path pem() {
        return pem;
    }

    /**
     * Issues a certificate for a server.
     *
     * @param name in the certificate, for example {@code dns:localhost}
     * @param options of keytool, such as the dates
     */
    public void certify(String alias, String name, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-signer", "ca", "-ext", "san=" + name));
        all.addAll(List.of(options));
        keytool(all.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(store.resolveSibling("keytool.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(store.resolveSibling("keytool.log")));
        }
    }

    /** Starts a server on 127.0.0.1 with the certificate of an alias. */
    public HttpsServer start(String alias, HttpHandler handler) throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyStore one = KeyStore.getInstance(KeyStore.getDefaultType());
        one.load(null, null);
        one.setKeyEntry(
                alias,
                all.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", handler);
        server.start();
        return server;
    }
}
