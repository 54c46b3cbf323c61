package io.github.pantree.manifest.workbook;

import io.github.pantree.support.ReadingStoppedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** A part of a workbook, which may take minutes to read; ends with an exception when reading is to stop. */
final class StoppableInputStream extends FilterInputStream {

    private final BooleanSupplier stopped;

    StoppableInputStream(InputStream in, BooleanSupplier stopped) {
        super(in);
        this.stopped = stopped;
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        check();
        return super.read(bytes, offset, length);
    }

    private void check() {
        if (stopped.getAsBoolean()) {
            throw new ReadingStoppedException();
        }
    }
}
