package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpillFileTests {

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private SpillFile file;

    @BeforeEach
    void open() throws IOException {
        file = new SpillFile();
    }

    @Test
    void readsRecordsInAnyOrder() throws IOException {
        long first = file.add("a", "b");
        long second = file.add("c", "d");
        assertThat(read(second, 2)).containsExactly("c", "d");
        assertThat(read(first, 2)).containsExactly("a", "b");
        assertThat(read(second, 2)).containsExactly("c", "d");
    }

    @Test
    void placesRecordsOneBehindTheOther() throws IOException {
        assertThat(file.add("abc", "")).isZero();
        assertThat(file.add("x")).isEqualTo(4 + (4 + 6) + 4);
        assertThat(read(0, 2)).containsExactly("abc", "");
        assertThat(file.add("y")).as("after what was written is in the file").isEqualTo(18 + 4 + 6);
    }

    @Test
    void readsTheFirstTextsOfARecordOnly() throws IOException {
        long place = file.add("name", "key", "parent", "cells");
        assertThat(read(place, 1)).containsExactly("name");
        assertThat(read(place, 3)).containsExactly("name", "key", "parent");
    }

    @Test
    void keepsTextsThatNoCharsetCanEncode() throws IOException {
        String odd = "nul \0, half \ud83d, emoji 😀, \uffff, 备注";
        long place = file.add("", odd, "");
        assertThat(read(place, 3)).containsExactly("", odd, "");
    }

    /** 252 characters fill the first read of 512 bytes completely. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 251, 252, 253, 254, 600, 5_000})
    void readsRecordsAroundTheLengthOfOneRead(int length) throws IOException {
        String text = text(length);
        long before = file.add("before");
        long place = file.add(text);
        long after = file.add("after");
        assertThat(read(place, 1)).containsExactly(text);
        assertThat(read(after, 1)).containsExactly("after");
        assertThat(read(before, 1)).containsExactly("before");
        assertThat(read(place, 1)).containsExactly(text);
    }

    /** 131,068 characters fill the buffer of 262,144 bytes completely. */
    @ParameterizedTest
    @ValueSource(ints = {131_067, 131_068, 131_069, 400_000})
    void writesRecordsAroundTheLengthOfTheBuffer(int length) throws IOException {
        String text = text(length);
        long before = file.add("before");
        long place = file.add(text);
        long after = file.add("after");
        assertThat(after).isEqualTo(place + 8 + 2L * length);
        assertThat(read(before, 1)).containsExactly("before");
        assertThat(read(place, 1)).containsExactly(text);
        assertThat(read(after, 1)).containsExactly("after");
    }

    @Test
    void keepsManyRecordsThatAreReadWhileOthersAreWritten() throws IOException {
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            places.add(file.add("name " + i, "k" + i));
            if (i % 997 == 0) {
                assertThat(read(places.get(i / 2), 2)).containsExactly("name " + i / 2, "k" + i / 2);
            }
        }
        assertThat(places).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < 20_000; i += 101) {
            assertThat(read(places.get(i), 2)).containsExactly("name " + i, "k" + i);
        }
    }

    @Test
    void refusesAPlaceBehindTheEnd() throws IOException {
        file.add("a");
        assertThatThrownBy(() -> read(1_000, 1))
                .isInstanceOf(EOFException.class)
                .hasMessage("No record at 1000");
    }

    @Test
    void refusesToReadOnceItIsClosed() throws IOException {
        long place = file.add("a");
        file.close();
        assertThatThrownBy(() -> read(place, 1)).isInstanceOf(ClosedChannelException.class);
    }

    private String[] read(long place, int count) throws IOException {
        String[] texts = new String[count];
        file.read(place, texts);
        return texts;
    }

    private static String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + i % 23));
        }
        return text.toString();
    }
}
