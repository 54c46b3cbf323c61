package io.github.pantree.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Prepares HTTP clients and requests for the proxies and certificate authorities of {@link NetworkSettings}. */
public final class HttpConnector {

    /** The status with which a proxy asks for credentials. */
    public static final int PROXY_AUTHENTICATION = 407;

    private static final Pattern TUNNEL_STATUS = Pattern.compile("Tunnel failed, got: (\\d{3})");
    /** The port does not use TLS, or server and program have no TLS version in common. */
    private static final Pattern LASTING_TLS_FAILURE =
            Pattern.compile("(?i)unrecognized SSL message|received fatal alert|protocol|cipher");

    private static final Pattern CERTIFICATE = Pattern.compile(
            "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----.*?-----END (?:X509 |TRUSTED )?CERTIFICATE-----",
            Pattern.DOTALL);

    private static final int LARGEST_FILE = 8 << 20;

    private static final String VERSION = Optional.ofNullable(
                    HttpConnector.class.getPackage().getImplementationVersion())
            .orElse("dev");

    static {
        // By default, the JDK does not use Basic authentication for CONNECT. The property is read once, by the first
        // client.
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
    }

    private final ProxyRules proxies;
    private final @Nullable SSLContext tls;

    /** @throws InvalidSettingException if the proxy or the file of certificate authorities is invalid */
    public HttpConnector(NetworkSettings settings) {
        this(settings, System.getenv());
    }

    public HttpConnector(NetworkSettings settings, Map<String, String> environment) {
        proxies = new ProxyRules(settings.proxy(), environment);
        tls = settings.caFile() == null ? null : context(settings.caFile());
    }

    private static SSLContext context(Path file) {
        try {
            Collection<? extends Certificate> own = certificates(file);
            if (!own.isEmpty()) {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, trustManagers(own), null);
                return context;
            }
        } catch (IOException e) {
            throw InvalidSettingException.of("pantree.ca-file", FileSystemErrors.describe(e), "ca");
        } catch (GeneralSecurityException e) {
            throw InvalidSettingException.of("pantree.ca-file", file.toString(), "ca");
        }
        throw InvalidSettingException.of("pantree.ca-file", file.toString(), "ca");
    }

    /** Leaves out what else is in a PEM file, such as a key or a byte order mark; a file in DER form has no more. */
    private static Collection<? extends Certificate> certificates(Path file) throws IOException, CertificateException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LARGEST_FILE);
        }
        String pem = CERTIFICATE
                .matcher(new String(content, StandardCharsets.ISO_8859_1))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        byte[] certificates = pem.isEmpty() ? content : pem.getBytes(StandardCharsets.ISO_8859_1);
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(certificates));
    }

    /** Trusts the system's certificate authorities and these. */
    private static TrustManager[] trustManagers(Collection<? extends Certificate> own)
            throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        Stream<Certificate> system = Stream.of(trustManagers((KeyStore) null))
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()));
        for (Certificate certificate : Stream.concat(system, own.stream()).toList()) {
            all.setCertificateEntry("authority-" + all.size(), certificate);
        }
        return trustManagers(all);
    }

    private static TrustManager[] trustManagers(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }

    /** Begins to read the system's certificate authorities, for which the first client would wait. */
    public void prepare() {
        if (tls == null) {
            Thread reading = new Thread(HttpConnector::readAuthorities, "authorities");
            reading.setDaemon(true);
            reading.start();
        }
    }

    private static void readAuthorities() {
        try {
            SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            // The first client fails in the same way.
            return;
        }
    }

    /**
     * A client that does not follow redirects, since their target would receive the secrets of the request. HTTP/2
     * would be of no benefit.
     */
    public HttpClient.Builder client() {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxies);
        return tls == null ? client : client.sslContext(tls);
    }

    public HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("User-Agent", "pantree/" + VERSION);
        // Sent with the first request: an authenticator would also respond to a 401 of the server, and fail without a
        // challenge.
        proxies.proxy(uri)
                .map(HttpProxy::authorization)
                .ifPresent(authorization -> request.header("Proxy-Authorization", authorization));
        return request;
    }

    /** The body of a response; the client has none for the response of a proxy that refuses a tunnel. */
    public static byte[] body(HttpResponse<byte @Nullable []> response) {
        byte[] body = response.body();
        return body == null ? new byte[0] : body;
    }

    /** Why a request certainly did not reach its server, and a retry would not either; empty if this is not certain. */
    public Optional<String> refusal(Throwable failure, URI uri) {
        Optional<CertificateException> certificate = Causes.find(failure, CertificateException.class);
        if (certificate.isPresent()) {
            return Optional.of(untrusted(certificate.get(), uri.getHost()));
        }
        Optional<String> tls = Causes.find(failure, SSLException.class)
                .map(e -> String.valueOf(e.getMessage()))
                .filter(reason -> LASTING_TLS_FAILURE.matcher(reason).find());
        if (tls.isPresent()) {
            return tls.map(reason -> Messages.format("net.tls", uri.getHost(), reason));
        }
        Matcher tunnel = TUNNEL_STATUS.matcher(String.valueOf(failure.getMessage()));
        return tunnel.find() ? Optional.of(proxyRefusal(Integer.parseInt(tunnel.group(1)), uri)) : Optional.empty();
    }

    private static String untrusted(CertificateException reason, String host) {
        if (Causes.find(reason, CertificateExpiredException.class).isPresent()
                || Causes.find(reason, CertificateNotYetValidException.class).isPresent()) {
            return Messages.format("net.certificate.date", host);
        }
        return Messages.format(
                String.valueOf(reason.getMessage()).startsWith("No ") ? "net.certificate.name" : "net.certificate",
                host);
    }

    /** What a proxy's own error status means. */
    public String proxyRefusal(int status, URI uri) {
        String proxy = proxies.proxy(uri).map(HttpProxy::toString).orElse("?");
        return Messages.format(status == PROXY_AUTHENTICATION ? "net.proxy.user" : "net.proxy", proxy, status);
    }

    /** The peer of a connection, for messages: the proxy, or the server under the given name. */
    public String target(URI uri, String server) {
        return proxies.proxy(uri)
                .map(proxy -> Messages.format("net.proxy.name", proxy))
                .orElse(server);
    }
}
