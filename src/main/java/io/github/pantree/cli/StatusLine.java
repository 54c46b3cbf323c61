package io.github.pantree.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps one line at the bottom of a terminal. Other output appears above it, in whole lines. */
final class StatusLine extends OutputStream {

    /** Moves the cursor to the first column and erases the line. */
    private static final String CLEAR = "\r\u001B[K";

    private final PrintStream terminal;
    private String status = "";
    /** Whether the last other output has not ended its line. */
    private boolean midLine;

    StatusLine(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** @param text must fit into the terminal's width, since only one line is erased before the next one */
    synchronized void show(String text) {
        if (!midLine) {
            print(CLEAR + text);
        }
        status = text;
    }

    /** Leaves the last status visible, and shows no more. */
    synchronized void end() {
        if (!status.isEmpty()) {
            print(midLine ? "" : System.lineSeparator());
            status = "";
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (!status.isEmpty() && !midLine) {
            print(CLEAR);
        }
        terminal.write(bytes, offset, length);
        midLine = bytes[offset + length - 1] != '\n';
        print(midLine ? "" : status);
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    private void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
        terminal.flush();
    }
}
