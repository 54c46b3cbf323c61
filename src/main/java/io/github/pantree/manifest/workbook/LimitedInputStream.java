package io.github.pantree.manifest.workbook;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part of a workbook that is refused when it is longer than what may be held in memory. */
final class LimitedInputStream extends FilterInputStream {

    private final String part;
    private final long most;
    private long count;

    LimitedInputStream(InputStream in, String part, long most) {
        super(in);
        this.part = part;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        add(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        add(Math.max(0, read));
        return read;
    }

    private void add(int read) throws UnreadableWorkbookException {
        count += read;
        if (count > most) {
            throw new UnreadableWorkbookException("size", part, most);
        }
    }
}
