package io.github.pantree.manifest;

/**
 * Tracks the quotes of one record line by line, according to RFC 4180. The parser accepts text after a closing quote as
 * part of the quoted text, and then the following rows as part of the cell.
 */
final class QuoteTracker {

    private enum Place {
        CELL_START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private final char separator;
    private Place place = Place.CELL_START;
    private int cell = 1;
    private int opened = 1;
    private int stray;

    QuoteTracker(char separator) {
        this.separator = separator;
    }

    /** Continues with the next line of the record. */
    void follow(String line) {
        for (int i = 0; i < line.length() && stray == 0; i++) {
            char c = line.charAt(i);
            if (place != Place.QUOTED && c == separator) {
                cell++;
                place = Place.CELL_START;
            } else {
                place = next(c);
            }
        }
    }

    private Place next(char c) {
        boolean quote = c == '"';
        return switch (place) {
            case CELL_START -> quote ? open() : Place.PLAIN;
            case PLAIN -> Place.PLAIN;
            case QUOTED -> quote ? Place.CLOSED : Place.QUOTED;
            case CLOSED -> quote ? Place.QUOTED : strayed();
        };
    }

    private Place open() {
        opened = cell;
        return Place.QUOTED;
    }

    private Place strayed() {
        stray = cell;
        return Place.CLOSED;
    }

    /** The cell, counted from 1, with text after its closing quote; 0 if there is none. */
    int stray() {
        return stray;
    }

    /** The cell, counted from 1, with the last opening quote. */
    int opened() {
        return opened;
    }
}
