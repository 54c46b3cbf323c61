package io.github.pantree.postgres;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection pooler in transaction mode with one connection to the server, which each transaction of a client uses in
 * turn. Speaks as much of PostgreSQL's protocol as the driver needs without a password.
 */
public final class TransactionPooler implements AutoCloseable {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    /** A message without its first byte, the type: the length, which includes itself, and the content. */
    private static final class Message {

        private final int type;
        private final byte[] content;

        private Message(int type, byte[] content) {
            this.type = type;
            this.content = content;
        }

        static Message read(DataInputStream in) throws IOException {
            int type = in.readUnsignedByte();
            return new Message(type, in.readNBytes(in.readInt() - Integer.BYTES));
        }

        void write(DataOutputStream out) throws IOException {
            out.writeByte(type);
            out.writeInt(content.length + Integer.BYTES);
            out.write(content);
        }

        boolean endsTransaction() {
            return content[0] == 'I';
        }
    }

    private final ServerSocket clients = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ReentrantLock transaction = new ReentrantLock();
    private final String url;
    private final int serverPort;
    private @Nullable Socket server;
    private byte[] greeting = {};

    /** @param url of the server */
    public TransactionPooler(String url) throws IOException {
        String address = url.replaceFirst("jdbc:postgresql://localhost:", "");
        this.serverPort = Integer.parseInt(address.substring(0, address.indexOf('/')));
        this.url = url.replaceFirst(":\\d+/", ":" + clients.getLocalPort() + "/");
        start(this::accept);
    }

    public String url() {
        return url;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "pooler");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!clients.isClosed()) {
            try {
                Socket client = clients.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.write(greeting(startup(in, out)));
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (Message message = Message.read(in); message.type != 'X'; message = Message.read(in)) {
                message.write(new DataOutputStream(batch));
                if (message.type == 'Q' || message.type == 'S') {
                    forward(batch.toByteArray(), out);
                    batch.reset();
                }
            }
        } catch (IOException e) {
            // The client has ended.
        }
    }

    /** The startup message, behind requests for encryption, which are denied. */
    private static byte[] startup(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            byte[] content = in.readNBytes(in.readInt() - Integer.BYTES);
            int code = new DataInputStream(new ByteArrayInputStream(content)).readInt();
            if (code != SSL_REQUEST && code != GSS_REQUEST) {
                return content;
            }
            out.writeByte('N');
        }
    }

    /** What the server answers to the first client's startup message, and the pooler to those of all others. */
    private synchronized byte[] greeting(byte[] startup) throws IOException {
        if (server == null) {
            Socket opened = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            server = opened;
            DataOutputStream out = new DataOutputStream(opened.getOutputStream());
            out.writeInt(startup.length + Integer.BYTES);
            out.write(startup);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            relay(opened, new DataOutputStream(answer));
            greeting = answer.toByteArray();
        }
        return greeting;
    }

    private void forward(byte[] batch, DataOutputStream out) throws IOException {
        if (!transaction.isHeldByCurrentThread()) {
            transaction.lock();
        }
        Socket open = server;
        if (open != null) {
            open.getOutputStream().write(batch);
            if (relay(open, out).endsTransaction()) {
                transaction.unlock();
            }
        }
    }

    /** Relays the server's messages until it is ready for the next query; returns the last one. */
    private static Message relay(Socket server, DataOutputStream out) throws IOException {
        DataInputStream in = new DataInputStream(server.getInputStream());
        while (true) {
            Message message = Message.read(in);
            message.write(out);
            if (message.type == 'Z') {
                out.flush();
                return message;
            }
        }
    }

    @Override
    public void close() throws IOException {
        clients.close();
        if (server != null) {
            server.close();
        }
    }
}
