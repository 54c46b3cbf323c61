package io.github.pantree.manifest.workbook;

import io.github.pantree.support.SpillFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The shared texts of an .xlsx file, read as far as cells refer to them and stored in a file. Therefore a table with
 * millions of texts does not fill the memory or delay a stop.
 */
final class SharedTexts implements Closeable {

    /** A sheet has at most 1,048,576 rows, of which a list fills a few columns. */
    private static final int MOST_TEXTS = 20_000_000;

    /** Read in advance, so that writing and reading the file do not alternate. */
    private static final int AHEAD = 5_000;

    private final @Nullable InputStream in;
    private final @Nullable XMLStreamReader xml;
    private final SpillFile texts = new SpillFile();
    private final String[] found = new String[1];
    private long[] positions = new long[1 << 10];
    private int size;
    private boolean ended;

    /** @param in the part with the texts; null if there is none */
    SharedTexts(@Nullable InputStream in) throws IOException, XMLStreamException {
        this.in = in;
        this.xml = in == null ? null : XmlParts.parse(in);
        this.ended = in == null;
    }

    /** @throws UnreadableWorkbookException if there is no such text */
    String get(int index) throws IOException, XMLStreamException {
        if (index >= size) {
            readTo(index + AHEAD);
        }
        if (index < 0 || index >= size) {
            throw new UnreadableWorkbookException("damaged");
        }
        texts.read(positions[index], found);
        return found[0];
    }

    private void readTo(int index) throws IOException, XMLStreamException {
        XMLStreamReader reader = xml;
        while (reader != null && !ended && size <= index) {
            ended = !reader.hasNext();
            if (!ended
                    && reader.next() == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("si")) {
                add(RichText.read(reader));
            }
        }
    }

    private void add(String text) throws IOException {
        if (size == MOST_TEXTS) {
            throw new UnreadableWorkbookException("cells", MOST_TEXTS);
        }
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
        }
        positions[size++] = texts.add(text);
    }

    @Override
    public void close() throws IOException {
        texts.close();
        if (in != null) {
            in.close();
        }
    }
}
