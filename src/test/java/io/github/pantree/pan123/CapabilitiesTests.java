package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CapabilitiesTests {

    private final Capabilities names = Capabilities.unknown(0);

    @Test
    void beginsWithAnArrayThatIsWaitedFor() {
        assertThat(names.form(100)).isEqualTo(NameForm.ARRAY);
        assertThat(names.most()).isEqualTo(100);
        assertThat(names.isProven(2)).isFalse();
        names.took(NameForm.ARRAY, 10);
        assertThat(names.isProven(10)).isTrue();
        assertThat(names.isProven(11)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50, 99})
    void halvesItsWayToTheLargestArray(int most) {
        int refusals = 0;
        for (int call = 0; call < 30; call++) {
            int size = names.most();
            if (size > most) {
                names.refusedSize(size);
                refusals++;
            } else {
                names.took(NameForm.ARRAY, size);
            }
        }
        assertThat(names.most()).isEqualTo(most);
        assertThat(refusals).isLessThanOrEqualTo(7);
    }

    @Test
    void takesARefusedFormForTheServersOnlyWhileNothingSpeaksAgainstIt() {
        assertThat(names.refusedForm(NameForm.ARRAY, 100)).isTrue();
        assertThat(names.form(1)).isEqualTo(NameForm.STRING);
        names.took(NameForm.STRING, 1);
        assertThat(names.most()).isEqualTo(1);

        Capabilities arrays = Capabilities.unknown(0);
        arrays.took(NameForm.ARRAY, 100);
        assertThat(arrays.refusedForm(NameForm.ARRAY, 100))
                .as("one name may be meant")
                .isFalse();
        assertThat(arrays.refusedForm(NameForm.ARRAY, 1))
                .as("the server has changed its mind")
                .isTrue();
        assertThat(arrays.form(1)).isEqualTo(NameForm.STRING);
    }

    @Test
    void doesNotGoRoundBetweenTwoFormsThatAreBothRefused() {
        assertThat(names.refusedForm(NameForm.ARRAY, 1)).isTrue();
        assertThat(names.refusedForm(NameForm.STRING, 1)).isFalse();
    }

    @Test
    void anUnknownRefusalOfTheFirstArrayIsTriedWithAStringAndWithTwoNames() {
        names.refusedSomehow(NameForm.ARRAY, 100);
        assertThat(names.form(1)).isEqualTo(NameForm.STRING);
        names.took(NameForm.STRING, 1);
        assertThat(names.most()).isEqualTo(2);
        assertThat(names.form(2)).isEqualTo(NameForm.ARRAY);
        names.took(NameForm.ARRAY, 2);
        assertThat(names.most()).as("it was not the array").isEqualTo(100);
        names.refusedSomehow(NameForm.ARRAY, 100);
        assertThat(names.most()).as("an inner error may be about anything").isEqualTo(100);
        names.refusedSomehow(NameForm.ARRAY, 100);
        assertThat(names.most()).isEqualTo(51);
    }

    @Test
    void twoUnknownRefusalsOfArraysMeanStrings() {
        names.refusedSomehow(NameForm.ARRAY, 100);
        names.took(NameForm.STRING, 1);
        names.refusedSomehow(NameForm.ARRAY, 2);
        assertThat(names.form(2)).isEqualTo(NameForm.STRING);
        assertThat(names.most()).isEqualTo(1);
    }

    @Test
    void anInnerErrorMakesNoArraysOfStrings() {
        names.refusedForm(NameForm.ARRAY, 100);
        names.refusedSomehow(NameForm.STRING, 1);
        assertThat(names.form(1)).isEqualTo(NameForm.STRING);
        names.refusedSomehow(NameForm.STRING, 1);
        assertThat(names.form(1)).as("not strings, then").isEqualTo(NameForm.ARRAY);
        names.refusedSomehow(NameForm.STRING, 1);
        assertThat(names.form(1)).as("late news").isEqualTo(NameForm.ARRAY);
        assertThat(names.refusedForm(NameForm.ARRAY, 100))
                .as("strings all the same")
                .isTrue();
        assertThat(names.form(1)).isEqualTo(NameForm.STRING);
    }

    @Test
    void onlyARefusedFormCountsAgainstTheOneThatWasAskedFor() {
        Capabilities one = Capabilities.unknown(1);
        one.refusedSomehow(NameForm.STRING, 1);
        one.refusedSomehow(NameForm.STRING, 1);
        assertThat(one.form(1)).isEqualTo(NameForm.STRING);
        assertThat(one.refusedForm(NameForm.STRING, 1)).isTrue();
        assertThat(one.form(1)).isEqualTo(NameForm.ARRAY);
    }

    @Test
    void neverSendsMoreThanWasAllowed() {
        Capabilities few = Capabilities.unknown(7);
        few.took(NameForm.ARRAY, 7);
        assertThat(few.most()).isEqualTo(7);
        Capabilities one = Capabilities.unknown(1);
        assertThat(one.form(1)).isEqualTo(NameForm.STRING);
        assertThat(one.isProven(1)).isTrue();
    }
}
