package io.github.pantree.support;

/**
 * Encoding and delimiter of a CSV file.
 *
 * @param encoding the name of a charset
 * @param byteOrderMark whether it begins with a byte order mark
 * @param delimiter one character
 */
public record CsvFormat(String encoding, boolean byteOrderMark, String delimiter) {}
