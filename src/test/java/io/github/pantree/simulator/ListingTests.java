package io.github.pantree.simulator;

import static io.github.pantree.simulator.Caller.value;
import static io.github.pantree.simulator.Caller.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTests {

    private static final SimulatorSettings SETTINGS = SimulatorSettings.defaults();

    @Test
    void pagesInTheOrderOfMakingWithFilesAmongFolders() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            Caller caller = new Caller(simulator);
            String parent = simulator.addFolder("", "parent");
            caller.mkdirAll(parent, "z", "y", "x");
            simulator.addFile(parent, "file");
            simulator.addFolder(parent, "a");

            assertThat(namesOf(caller, parent, 2)).containsExactly("z", "y", "x", "file", "a");
            assertThat(namesOf(caller, parent, 5)).containsExactly("z", "y", "x", "file", "a");
            assertThat(values(caller.list(parent), "type")).containsExactly("1", "1", "1", "0", "1");
            assertThat(value(caller.list(parent, 5, ""), "lastFileId")).isEqualTo("-1");
        }
    }

    private static List<String> namesOf(Caller caller, String parent, int limit) {
        List<String> names = new ArrayList<>();
        String cursor = "";
        while (!cursor.equals("-1")) {
            String page = caller.list(parent, limit, cursor);
            names.addAll(values(page, "filename"));
            cursor = value(page, "lastFileId");
        }
        return names;
    }

    @Test
    void showsChildrenOfTheRootUnderItsRealId() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            String id = simulator.addFolder("", "a");

            assertThat(new Caller(simulator).list(""))
                    .contains(
                            "\"fileId\":\"" + id + "\"",
                            "\"parentFileId\":\"img_oss_root\"",
                            "\"parentFilename\":\"img_oss\"");
        }
    }

    @Test
    void hidesANewFolderForTheLagButRefusesItsName() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS.withListLag(Duration.ofHours(1)))) {
            Caller caller = new Caller(simulator);
            simulator.addFolder("", "old");
            caller.mkdir("", "new");

            assertThat(values(caller.list(""), "filename")).containsExactly("old");
            assertThat(value(caller.mkdir("", "new"), "code")).isEqualTo("1");
            assertThat(simulator.tree()).containsOnlyKeys("/new", "/old");
        }
    }

    @Test
    void refusesUnknownFoldersAndBadParameters() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            Caller caller = new Caller(simulator);

            assertThat(caller.list("nowhere")).contains("\"code\":5066,", "文件夹不存在");
            assertThat(value(caller.list("", 101, ""), "code")).isEqualTo("1");
            assertThat(value(caller.list("", 100, "nowhere"), "code")).isEqualTo("1");
            assertThat(value(caller.post(Caller.LIST, "{\"parentFileId\":\"\",\"type\":1}"), "code"))
                    .isEqualTo("1");
        }
    }

    @Test
    void showsDetailsUntilTheFolderIsDeletedWithAllBeneath() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            Caller caller = new Caller(simulator);
            String a = simulator.addFolder("", "a");
            String b = simulator.addFolder(a, "b");
            String address = Caller.DETAIL + "?fileID=" + URLEncoder.encode(b, StandardCharsets.UTF_8);

            assertThat(value(caller.get(address).body(), "filename")).isEqualTo("b");
            assertThat(value(caller.post(Caller.DELETE, "{\"fileIDs\":[\"" + a + "\"]}"), "code"))
                    .isEqualTo("0");
            assertThat(value(caller.get(address).body(), "code")).isEqualTo("5066");
            assertThat(value(caller.mkdir(b, "c"), "code")).isEqualTo("1");
            assertThat(simulator.tree()).isEmpty();
            assertThat(value(caller.mkdir("", "a"), "code")).isEqualTo("0");
        }
    }

    @Test
    void continuesAfterACursorThatWasDeleted() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            Caller caller = new Caller(simulator);
            caller.mkdirAll("", "a", "b", "c");
            String cursor = value(caller.list("", 2, ""), "lastFileId");
            caller.post(Caller.DELETE, "{\"fileIDs\":[\"" + cursor + "\"]}");

            assertThat(values(caller.list("", 2, cursor), "filename")).containsExactly("c");
        }
    }
}
