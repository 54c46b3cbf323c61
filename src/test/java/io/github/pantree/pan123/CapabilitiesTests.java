package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CapabilitiesTests {

    private final Capabilities names = Capabilities.unknown(0);

    @Test
    void beginsWithAnArrayThatIsWaitedFor() {
        assertThat(names.form(100)).isEqualTo(NameEncoding.ARRAY);
        assertThat(names.maxNames()).isEqualTo(100);
        assertThat(names.isProven(2)).isFalse();
        names.recordSuccess(NameEncoding.ARRAY, 10);
        assertThat(names.isProven(10)).isTrue();
        assertThat(names.isProven(11)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50, 99})
    void halvesItsWayToTheLargestArray(int most) {
        int refusals = 0;
        for (int call = 0; call < 30; call++) {
            int size = names.maxNames();
            if (size > most) {
                names.recordSizeRefused(size);
                refusals++;
            } else {
                names.recordSuccess(NameEncoding.ARRAY, size);
            }
        }
        assertThat(names.maxNames()).isEqualTo(most);
        assertThat(refusals).isLessThanOrEqualTo(7);
    }

    @Test
    void takesARefusedFormForTheServersOnlyWhileNothingSpeaksAgainstIt() {
        assertThat(names.recordFormRefused(NameEncoding.ARRAY, 100)).isTrue();
        assertThat(names.form(1)).isEqualTo(NameEncoding.STRING);
        names.recordSuccess(NameEncoding.STRING, 1);
        assertThat(names.maxNames()).isEqualTo(1);

        Capabilities arrays = Capabilities.unknown(0);
        arrays.recordSuccess(NameEncoding.ARRAY, 100);
        assertThat(arrays.recordFormRefused(NameEncoding.ARRAY, 100))
                .as("one name may be meant")
                .isFalse();
        assertThat(arrays.recordFormRefused(NameEncoding.ARRAY, 1))
                .as("the server has changed its mind")
                .isTrue();
        assertThat(arrays.form(1)).isEqualTo(NameEncoding.STRING);
    }

    @Test
    void doesNotGoRoundBetweenTwoFormsThatAreBothRefused() {
        assertThat(names.recordFormRefused(NameEncoding.ARRAY, 1)).isTrue();
        assertThat(names.recordFormRefused(NameEncoding.STRING, 1)).isFalse();
    }

    @Test
    void anUnknownRefusalOfTheFirstArrayIsTriedWithAStringAndWithTwoNames() {
        names.recordUnknownRefusal(NameEncoding.ARRAY, 100);
        assertThat(names.form(1)).isEqualTo(NameEncoding.STRING);
        names.recordSuccess(NameEncoding.STRING, 1);
        assertThat(names.maxNames()).isEqualTo(2);
        assertThat(names.form(2)).isEqualTo(NameEncoding.ARRAY);
        names.recordSuccess(NameEncoding.ARRAY, 2);
        assertThat(names.maxNames()).as("it was not the array").isEqualTo(100);
        names.recordUnknownRefusal(NameEncoding.ARRAY, 100);
        assertThat(names.maxNames()).as("an inner error may be about anything").isEqualTo(100);
        names.recordUnknownRefusal(NameEncoding.ARRAY, 100);
        assertThat(names.maxNames()).isEqualTo(51);
    }

    @Test
    void twoUnknownRefusalsOfArraysMeanStrings() {
        names.recordUnknownRefusal(NameEncoding.ARRAY, 100);
        names.recordSuccess(NameEncoding.STRING, 1);
        names.recordUnknownRefusal(NameEncoding.ARRAY, 2);
        assertThat(names.form(2)).isEqualTo(NameEncoding.STRING);
        assertThat(names.maxNames()).isEqualTo(1);
    }

    @Test
    void anInnerErrorMakesNoArraysOfStrings() {
        names.recordFormRefused(NameEncoding.ARRAY, 100);
        names.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(names.form(1)).isEqualTo(NameEncoding.STRING);
        names.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(names.form(1)).as("not strings, then").isEqualTo(NameEncoding.ARRAY);
        names.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(names.form(1)).as("late news").isEqualTo(NameEncoding.ARRAY);
        assertThat(names.recordFormRefused(NameEncoding.ARRAY, 100))
                .as("strings all the same")
                .isTrue();
        assertThat(names.form(1)).isEqualTo(NameEncoding.STRING);
    }

    @Test
    void onlyARefusedFormCountsAgainstTheOneThatWasAskedFor() {
        Capabilities one = Capabilities.unknown(1);
        one.recordUnknownRefusal(NameEncoding.STRING, 1);
        one.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(one.form(1)).isEqualTo(NameEncoding.STRING);
        assertThat(one.recordFormRefused(NameEncoding.STRING, 1)).isTrue();
        assertThat(one.form(1)).isEqualTo(NameEncoding.ARRAY);
    }

    @Test
    void neverSendsMoreThanWasAllowed() {
        Capabilities few = Capabilities.unknown(7);
        few.recordSuccess(NameEncoding.ARRAY, 7);
        assertThat(few.maxNames()).isEqualTo(7);
        Capabilities one = Capabilities.unknown(1);
        assertThat(one.form(1)).isEqualTo(NameEncoding.STRING);
        assertThat(one.isProven(1)).isTrue();
    }
}
