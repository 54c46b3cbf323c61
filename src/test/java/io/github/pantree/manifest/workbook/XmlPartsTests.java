package io.github.pantree.manifest.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XmlPartsTests {

    private static final String XML = "<?xml version=\"1.0\"?><t>图库</t>";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsTheEncodingsOfTheFormat(String encoding) throws Exception {
        Charset charset = Charset.forName(encoding);
        assertThat(text(XML.getBytes(charset))).isEqualTo("图库");
        assertThat(text(("\ufeff" + XML).getBytes(charset))).isEqualTo("图库");
    }

    @Test
    void refusesMalformedBytesWithoutPrintingThem() {
        byte[] malformed = "<t>\u00ff\u00fe</t>".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> text(malformed)).isInstanceOf(XMLStreamException.class);
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<", "<t>&x;</t>", "<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><t>&x;</t>"})
    void refusesOtherXml(String xml) {
        assertThatThrownBy(() -> text(xml.getBytes(StandardCharsets.UTF_8))).isInstanceOf(XMLStreamException.class);
    }

    private static String text(byte[] xml) throws IOException, XMLStreamException {
        XMLStreamReader reader = XmlParts.parse(new ByteArrayInputStream(xml));
        reader.nextTag();
        return reader.getElementText();
    }
}
