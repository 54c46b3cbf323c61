package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CapabilitiesTests {

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();
    private final Capabilities names = Capabilities.unknown(0);

    @Test
    void startsWithAnArrayAsProbe() {
        assertThat(names.form(100)).isEqualTo(NameEncoding.ARRAY);
        assertThat(names.maxNames()).isEqualTo(100);
        assertThat(names.isProven(2)).isFalse();
        names.recordSuccess(NameEncoding.ARRAY, 10);
        assertThat(names.isProven(10)).isTrue();
        assertThat(names.isProven(11)).isFalse();
    }

    @Test
    void sendsASingleNameAsAStringUntilArraysWork() {
        assertThat(names.form(1)).isEqualTo(NameEncoding.STRING);
        assertThat(names.isProven(1)).isFalse();
        names.recordSuccess(NameEncoding.STRING, 1);
        assertThat(names.form(1)).isEqualTo(NameEncoding.STRING);
        assertThat(names.isProven(1)).as("further ones need not wait for it").isTrue();
        assertThat(names.form(2)).as("the first batch tries an array").isEqualTo(NameEncoding.ARRAY);
        assertThat(names.maxNames()).isEqualTo(100);
        assertThat(names.isProven(2)).isFalse();
        names.recordSuccess(NameEncoding.ARRAY, 2);
        assertThat(names.form(1)).isEqualTo(NameEncoding.ARRAY);
    }

    @Test
    void sendsASingleNameInAnArrayWhereStringsAreRefused() {
        assertThat(names.recordFormRefused(NameEncoding.STRING, 1)).isTrue();
        assertThat(names.form(1)).isEqualTo(NameEncoding.ARRAY);
        assertThat(names.recordFormRefused(NameEncoding.ARRAY, 1))
                .as("neither form is accepted")
                .isFalse();
        names.recordSuccess(NameEncoding.ARRAY, 1);
        assertThat(names.isProven(1)).isTrue();
    }

    @Test
    void triesArraysWhereSingleNamesFailForUnknownReasons() {
        names.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(names.form(1)).isEqualTo(NameEncoding.STRING);
        names.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(names.form(1)).isEqualTo(NameEncoding.ARRAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50, 99})
    void findsTheLargestArrayByBisection(int most) {
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
    void trustsARefusedFormOnlyWithoutContraryEvidence() {
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
    void doesNotAlternateBetweenTwoRefusedForms() {
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

    /** Otherwise each further name would be sent as a string, and refused. */
    @Test
    void anUnknownRefusalDoesNotLeadBackToAStringWhoseFormWasRefused() {
        names.recordUnknownRefusal(NameEncoding.ARRAY, 100);
        assertThat(names.recordFormRefused(NameEncoding.STRING, 1)).isTrue();
        names.recordUnknownRefusal(NameEncoding.ARRAY, 1);
        assertThat(names.form(1)).isEqualTo(NameEncoding.ARRAY);
        assertThat(names.maxNames()).isEqualTo(100);
    }

    @Test
    void switchesToStringsAfterTwoUnknownRefusalsOfArrays() {
        names.recordUnknownRefusal(NameEncoding.ARRAY, 100);
        names.recordSuccess(NameEncoding.STRING, 1);
        names.recordUnknownRefusal(NameEncoding.ARRAY, 2);
        assertThat(names.form(2)).isEqualTo(NameEncoding.STRING);
        assertThat(names.maxNames()).isEqualTo(1);
    }

    @Test
    void keepsStringsAfterAnInternalError() {
        names.recordFormRefused(NameEncoding.ARRAY, 100);
        names.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(names.form(1)).isEqualTo(NameEncoding.STRING);
        names.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(names.form(1)).as("not strings, then").isEqualTo(NameEncoding.ARRAY);
        names.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(names.form(1)).as("late news").isEqualTo(NameEncoding.ARRAY);
        assertThat(names.recordFormRefused(NameEncoding.ARRAY, 100))
                .as("strings nevertheless")
                .isTrue();
        assertThat(names.form(1)).isEqualTo(NameEncoding.STRING);
    }

    @Test
    void changesAConfiguredFormOnlyIfItIsRefused() {
        Capabilities one = Capabilities.unknown(1);
        one.recordUnknownRefusal(NameEncoding.STRING, 1);
        one.recordUnknownRefusal(NameEncoding.STRING, 1);
        assertThat(one.form(1)).isEqualTo(NameEncoding.STRING);
        assertThat(one.recordFormRefused(NameEncoding.STRING, 1)).isTrue();
        assertThat(one.form(1)).isEqualTo(NameEncoding.ARRAY);
    }

    @Test
    void neverExceedsTheConfiguredNumberOfNames() {
        Capabilities few = Capabilities.unknown(7);
        few.recordSuccess(NameEncoding.ARRAY, 7);
        assertThat(few.maxNames()).isEqualTo(7);
        Capabilities one = Capabilities.unknown(1);
        assertThat(one.form(1)).isEqualTo(NameEncoding.STRING);
        assertThat(one.isProven(1)).isTrue();
    }

    @Test
    void storedCapabilitiesExpireAfterThirtyDays() {
        Capabilities found = kept("auto");
        found.recordSizeRefused(100);
        found.recordSuccess(NameEncoding.ARRAY, 20);
        Capabilities later = kept("auto");
        assertThat(later.maxNames()).as("halfway between 20 and 100").isEqualTo(60);
        assertThat(later.isProven(20)).isTrue();
        assertThat(later.isProven(21)).isFalse();
        assertThat(Capabilities.known(home, time))
                .containsExactly(new Capabilities.Known("a", "http://localhost", NameEncoding.ARRAY, 20, time.now()));
        time.advance(Duration.ofDays(30).minusNanos(1));
        assertThat(kept("auto").maxNames()).isEqualTo(60);
        time.advance(Duration.ofNanos(1));
        assertThat(kept("auto").maxNames()).isEqualTo(100);
        assertThat(Capabilities.known(home, time)).isEmpty();
    }

    @Test
    void detectedFormIsStored() {
        kept("auto").recordFormRefused(NameEncoding.ARRAY, 1);
        Capabilities later = kept("auto");
        assertThat(later.form(1)).isEqualTo(NameEncoding.STRING);
        assertThat(later.isProven(1)).as("no string was taken yet").isFalse();
        later.recordSuccess(NameEncoding.STRING, 1);
        assertThat(kept("auto").isProven(1)).isTrue();
        assertThat(kept("50").form(2)).isEqualTo(NameEncoding.STRING);
        assertThat(Capabilities.known(home, time))
                .extracting(Capabilities.Known::form)
                .containsExactly(NameEncoding.STRING);
    }

    @Test
    void configuredFormIsNeitherStoredNorOverridden() {
        kept("auto").recordSuccess(NameEncoding.ARRAY, 80);
        Capabilities one = kept("1");
        assertThat(one.form(1)).isEqualTo(NameEncoding.STRING);
        assertThat(one.maxNames()).isEqualTo(1);
        one.recordFormRefused(NameEncoding.STRING, 1);
        one.recordSuccess(NameEncoding.ARRAY, 1);
        assertThat(kept("auto").isProven(80)).isTrue();
    }

    @Test
    void acceptedSizeRemovesALowerLimit() {
        names.recordSizeRefused(10);
        names.recordSuccess(NameEncoding.ARRAY, 4);
        assertThat(names.maxNames()).isEqualTo(7);
        names.recordSuccess(NameEncoding.ARRAY, 10);
        assertThat(names.maxNames()).isEqualTo(100);
        names.recordSizeRefused(8);
        assertThat(names.isProven(1)).as("what was taken is out of date").isFalse();
        assertThat(names.maxNames()).isEqualTo(4);
    }

    @Test
    void refusedSingleNameKeepsOneNamePerCall() {
        names.recordSizeRefused(1);
        assertThat(names.maxNames()).isEqualTo(1);
    }

    @Test
    void unknownRefusalOfAProvenSizeIsIgnored() {
        names.recordSuccess(NameEncoding.ARRAY, 50);
        for (int i = 0; i < 5; i++) {
            names.recordUnknownRefusal(NameEncoding.ARRAY, 50);
        }
        assertThat(names.maxNames()).isEqualTo(100);
        assertThat(names.isProven(50)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"taken\":-5,\"refused\":0}", "{\"taken\":\"x\",\"refused\":\"y\",\"form\":7}"})
    void damagedFileIsIgnored(String content) throws IOException {
        String dated = content.equals("{}") ? "{" : content.substring(0, content.length() - 1) + ",";
        Files.writeString(home.resolve("names-a.json"), dated + "\"found\":\"" + time.now() + "\"}");
        Capabilities read = kept("auto");
        assertThat(read.form(2)).isEqualTo(NameEncoding.ARRAY);
        assertThat(read.maxNames()).isEqualTo(100);
        assertThat(read.isProven(1)).isFalse();
    }

    @Test
    void emptyHomeHasNoCapabilities() throws IOException {
        assertThat(Capabilities.known(home.resolve("missing"), time)).isEmpty();
        Files.writeString(home.resolve("names-a.txt"), "{}");
        Files.writeString(home.resolve("other.json"), "{\"found\":\"" + time.now() + "\"}");
        assertThat(Capabilities.known(home, time)).isEmpty();
    }

    private Capabilities kept(String namesPerCall) {
        Duration minute = Duration.ofMinutes(1);
        Pan123Settings settings =
                new Pan123Settings("http://localhost", null, null, "token", 5, 8, namesPerCall, minute, minute, home);
        return Capabilities.of(settings, "a", time);
    }
}
