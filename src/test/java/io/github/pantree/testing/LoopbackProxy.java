package io.github.pantree.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy on loopback: tunnels CONNECT requests, and forwards requests with an absolute URL. */
public final class LoopbackProxy implements AutoCloseable {

    private final ServerSocket server;
    private final @Nullable String authorization;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** @param authorization the required value of {@code Proxy-Authorization}; null for none */
    public LoopbackProxy(@Nullable String authorization) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.authorization = authorization;
        start(this::accept);
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** The request lines so far. */
    public List<String> requests() {
        return requests;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 1);
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            if (head.isEmpty()) {
                return;
            }
            requests.add(head.get(0));
            OutputStream out = client.getOutputStream();
            if (authorization != null && !head.contains("Proxy-Authorization: " + authorization)) {
                send(
                        out,
                        String.join(
                                "\r\n",
                                "HTTP/1.1 407 Proxy Authentication Required",
                                "Proxy-Authenticate: Basic realm=\"x\"",
                                "Content-Length: 0",
                                "Connection: close",
                                "",
                                ""));
                return;
            }
            forward(head, in, client, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forward(List<String> head, BufferedReader in, Socket client, OutputStream out)
            throws IOException {
        String[] request = head.get(0).split(" ", -1);
        boolean tunnel = request[0].equals("CONNECT");
        URI target = URI.create(tunnel ? "http://" + request[1] : request[1]);
        try (Socket upstream = new Socket(target.getHost(), target.getPort())) {
            if (tunnel) {
                send(out, "HTTP/1.1 200 Connection established\r\n\r\n");
            } else {
                send(upstream.getOutputStream(), String.join("\r\n", head) + "\r\n\r\n");
            }
            start(() -> copy(upstream, client));
            for (int b = in.read(); b >= 0; b = in.read()) {
                upstream.getOutputStream().write(b);
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The peer has closed the connection.
            return;
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
