package io.github.pantree.manifest.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Parses the XML of workbooks, without external entities. */
final class XmlParts {

    private static final XMLInputFactory XML = factory();

    private static final int BOM_LENGTH = 3;
    private static final String UTF_8_BOM = "\u00ef\u00bb\u00bf";

    private XmlParts() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /**
     * Parses a part in UTF-8 or UTF-16, as the format requires. The decoder of the parser would print malformed bytes
     * to standard error.
     */
    static XMLStreamReader parse(InputStream in) throws IOException, XMLStreamException {
        PushbackInputStream bytes = new PushbackInputStream(in, BOM_LENGTH);
        byte[] begin = bytes.readNBytes(BOM_LENGTH);
        String first = new String(begin, StandardCharsets.ISO_8859_1);
        if (!first.equals(UTF_8_BOM)) {
            bytes.unread(begin);
        }
        return XML.createXMLStreamReader(new InputStreamReader(
                bytes,
                charset(first)
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    private static Charset charset(String first) {
        if (first.startsWith("\u00fe\u00ff") || first.startsWith("\u00ff\u00fe")) {
            return StandardCharsets.UTF_16;
        }
        if (first.startsWith("<\u0000")) {
            return StandardCharsets.UTF_16LE;
        }
        return first.startsWith("\u0000<") ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }
}
