package io.github.pantree.simulator;

import static io.github.pantree.simulator.Caller.value;
import static io.github.pantree.simulator.Caller.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DuplicateTests {

    private static final String DUPLICATE = "该目录下已经有同名文件夹,无法进行创建";

    private static Simulator start(OnDuplicate onDuplicate) throws IOException {
        return Simulator.start(SimulatorSettings.defaults().withOnDuplicate(onDuplicate));
    }

    @Test
    void rejectsATakenNameAndMakesNothing() throws IOException {
        try (Simulator simulator = start(OnDuplicate.REJECT)) {
            Caller caller = new Caller(simulator);
            simulator.addFolder("", "a");
            simulator.addFile("", "f");

            assertThat(caller.mkdirAll("", "new", "a")).contains("\"code\":1,", DUPLICATE);
            assertThat(caller.mkdirAll("", "twice", "twice")).contains("\"code\":1,", DUPLICATE);
            assertThat(caller.mkdir("", "f")).contains("\"code\":1,", DUPLICATE);
            assertThat(simulator.tree()).containsOnlyKeys("/a");
            assertThat(simulator.stats().duplicates()).isEqualTo(3);
            assertThat(simulator.stats().foldersMade()).isZero();
        }
    }

    @Test
    void returnsTheExistingFolder() throws IOException {
        try (Simulator simulator = start(OnDuplicate.RETURN)) {
            Caller caller = new Caller(simulator);
            String a = simulator.addFolder("", "a");
            simulator.addFile("", "f");

            assertThat(values(caller.mkdirAll("", "a", "b", "a"), "dirID"))
                    .containsExactly(a, simulator.tree().get("/b"), a);
            assertThat(caller.mkdir("", "f")).contains("\"code\":1,", DUPLICATE);
            assertThat(simulator.tree()).containsOnlyKeys("/a", "/b");
        }
    }

    @Test
    void renamesTheNewFolder() throws IOException {
        try (Simulator simulator = start(OnDuplicate.RENAME)) {
            Caller caller = new Caller(simulator);
            simulator.addFolder("", "a");

            assertThat(value(caller.mkdir("", "a"), "filename")).isEqualTo("a(1)");
            assertThat(values(caller.mkdirAll("", "a", "c", "c"), "filename")).containsExactly("a(2)", "c", "c(1)");
            assertThat(simulator.tree()).containsOnlyKeys("/a", "/a(1)", "/a(2)", "/c", "/c(1)");
            assertThat(simulator.stats().renamed()).isEqualTo(3);
        }
    }

    @Test
    void listsPreparedDuplicates() throws IOException {
        try (Simulator simulator = start(OnDuplicate.REJECT)) {
            String first = simulator.addFolder("", "a");
            simulator.addFolder("", "a");

            assertThat(simulator.folders()).hasSize(2);
            assertThat(simulator.tree()).containsEntry("/a", first).hasSize(1);
        }
    }
}
