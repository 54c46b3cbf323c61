package io.github.pantree.notification.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port on loopback whose queue is full: a connection to it times out. */
final class FullServer implements AutoCloseable {

    private static final int MOST = 100;

    private final ServerSocket server;
    private final List<Socket> queue = new ArrayList<>();

    FullServer() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        boolean full = false;
        while (!full && queue.size() < MOST) {
            full = !isConnected();
        }
    }

    private boolean isConnected() throws IOException {
        Socket socket = new Socket();
        queue.add(socket);
        try {
            socket.connect(server.getLocalSocketAddress(), 200);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        server.close();
    }
}
