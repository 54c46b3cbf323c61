package io.github.pantree.manifest.workbook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A text of an .xlsx file: its runs without their phonetic reading, and with sequences such as {@code _x000D_} decoded.
 */
final class RichText {

    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private RichText() {}

    /** Reads the content of the current element, up to its end. */
    static String read(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int phonetic = 0;
        boolean inText = false;
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    inText = xml.getLocalName().equals("t") && phonetic == 0;
                    phonetic = phonetic == 0 && xml.getLocalName().equals("rPh") ? depth : phonetic;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    phonetic = phonetic == depth ? 0 : phonetic;
                    depth--;
                    inText = false;
                }
                default -> {
                    if (inText && xml.hasText()) {
                        text.append(xml.getText());
                    }
                }
            }
        }
        return decode(text.toString());
    }

    static String decode(String text) {
        return text.contains("_x")
                ? ESCAPE.matcher(text)
                        .replaceAll(escape -> Matcher.quoteReplacement(
                                Character.toString((char) Integer.parseInt(escape.group(1), 16))))
                : text;
    }
}
