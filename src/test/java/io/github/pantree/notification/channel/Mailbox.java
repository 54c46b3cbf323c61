package io.github.pantree.notification.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server on loopback with the SMTP (RFC 5321) commands that are needed. It stores received mails, and refuses
 * commands as configured.
 */
final class Mailbox implements AutoCloseable {

    final List<String> commands = new CopyOnWriteArrayList<>();
    /** The received mails, including headers. */
    final List<String> mails = new CopyOnWriteArrayList<>();

    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final boolean silent;

    private Mailbox(boolean silent) {
        this.silent = silent;
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "mailbox");
        thread.setDaemon(true);
        thread.start();
    }

    static Mailbox open() {
        return new Mailbox(false);
    }

    /** Accepts connections and never responds. */
    static Mailbox silent() {
        return new Mailbox(true);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Configures the response to commands with a given start. */
    Mailbox refuse(String command, String answer) {
        refusals.put(command, answer);
        return this;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                if (!silent) {
                    talk(socket);
                }
            }
        } catch (IOException e) {
            return;
        }
    }

    private void talk(Socket socket) throws IOException {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                Writer out = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.ISO_8859_1)) {
            say(out, "220 mailbox");
            String line = in.readLine();
            while (line != null) {
                commands.add(line);
                say(out, answer(line));
                if (line.equals("DATA") && !refusals.containsKey("DATA")) {
                    mails.add(content(in));
                    say(out, "250 taken");
                }
                line = line.equals("QUIT") ? null : in.readLine();
            }
        }
    }

    private String answer(String line) {
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            if (line.startsWith(refusal.getKey())) {
                return refusal.getValue();
            }
        }
        if (line.startsWith("EHLO")) {
            return "250-mailbox\r\n250 AUTH PLAIN";
        }
        if (line.startsWith("AUTH")) {
            return "235 welcome";
        }
        return line.equals("DATA") ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 ok";
    }

    private static String content(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
        }
        return text.toString();
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    /** The credentials from AUTH PLAIN: user and password. */
    String credentials() {
        return commands.stream()
                .filter(line -> line.startsWith("AUTH PLAIN "))
                .map(line -> new String(
                        Base64.getDecoder().decode(line.substring("AUTH PLAIN ".length())), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
