package io.github.pantree.simulator;

import static io.github.pantree.simulator.Caller.mkdirBody;
import static io.github.pantree.simulator.Caller.value;
import static io.github.pantree.simulator.Caller.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.SimulatorSettings.Names;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MkdirOperationTests {

    private static final SimulatorSettings SETTINGS = SimulatorSettings.defaults();
    private static final String BAD_NAME = "文件名要小于256个字符且不能包含以下任何字符：";

    @Test
    void makesFoldersThatTreeAndListingsShow() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            Caller caller = new Caller(simulator);
            String a = value(caller.mkdir("", "飞翔"), "dirID");
            String answer = caller.mkdir(a, "b");

            assertThat(value(answer, "code")).isEqualTo("0");
            assertThat(value(answer, "filename")).isEqualTo("b");
            assertThat(value(answer, "x-traceID")).endsWith("_kong-db-simulator");
            String b = value(answer, "dirID");
            assertThat(simulator.tree()).isEqualTo(Map.of("/飞翔", a, "/飞翔/b", b));
            assertThat(values(caller.list(a), "fileId")).containsExactly(b);
            assertThat(caller.get("/_simulator/tree").body()).isEqualTo("/飞翔\t" + a + "\n/飞翔/b\t" + b + "\n");
            assertThat(simulator.stats().foldersMade()).isEqualTo(2);
        }
    }

    @Test
    void issuesTheSameDirIdsForTheSameSeed() throws IOException {
        assertThat(firstDirId(7)).isEqualTo(firstDirId(7)).isNotEqualTo(firstDirId(8));
        assertThat(firstDirId(7)).matches("yk6baz[a-z0-9]{26}DIYPDwaODqUzAGxvAdD2AY==");
    }

    private static String firstDirId(long seed) throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS.withSeed(seed))) {
            return value(new Caller(simulator).mkdir("", "a"), "dirID");
        }
    }

    @Test
    void makesAllNamesOfAnArrayInOrder() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            String answer = new Caller(simulator).mkdirAll("", "b", "a");

            assertThat(values(answer, "filename")).containsExactly("b", "a");
            assertThat(simulator.tree().values()).containsExactlyInAnyOrderElementsOf(Caller.values(answer, "dirID"));
        }
    }

    @Test
    void acceptsOnlyTheFormsThatAreSet() throws IOException {
        assertThat(codes(Names.BOTH)).isEqualTo("0 0");
        assertThat(codes(Names.STRING)).isEqualTo("0 1");
        assertThat(codes(Names.ARRAY)).isEqualTo("1 0");
    }

    private static String codes(Names names) throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS.withNames(names))) {
            Caller caller = new Caller(simulator);
            return value(caller.mkdir("", "a"), "code") + " " + value(caller.mkdirAll("", "b", "c"), "code");
        }
    }

    @Test
    void refusesMoreNamesThanAreSet() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS.withMaxNames(2))) {
            Caller caller = new Caller(simulator);

            assertThat(caller.mkdirAll("", "a", "b", "c")).contains("\"code\":1,", "数量超过限制");
            assertThat(value(caller.mkdirAll("", "a", "b"), "code")).isEqualTo("0");
        }
    }

    @Test
    void refusesBadNamesAndMakesNoneOfTheirArray() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            Caller caller = new Caller(simulator);

            for (String name : new String[] {"", "  ", "a/b", "a\\\\b", "a\\\"b", "a?", "x".repeat(256)}) {
                assertThat(caller.mkdirAll("", "good", name)).contains("\"code\":1,", BAD_NAME);
            }
            assertThat(simulator.tree()).isEmpty();
            assertThat(value(caller.mkdir("", "😀".repeat(255)), "code")).isEqualTo("0");
        }
    }

    @Test
    void refusesUnknownParentsAndBadParameters() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            Caller caller = new Caller(simulator);
            String file = simulator.addFile("", "file");

            assertThat(caller.mkdir("nowhere", "a")).contains("\"code\":1,", "parentID不存在");
            assertThat(caller.mkdir(file, "a")).contains("\"code\":1,", "parentID不存在");
            for (String body : new String[] {
                "{\"name\":\"a\",\"type\":1}",
                "{\"name\":\"a\",\"parentID\":null,\"type\":1}",
                "{\"name\":\"a\",\"parentID\":\"\",\"type\":2}",
                "{\"name\":\"a\",\"parentID\":\"\"}",
                "{\"parentID\":\"\",\"type\":1}",
                mkdirBody("", "[]"),
                mkdirBody("", "[1]"),
                "[]",
                "{",
            }) {
                assertThat(caller.post(Caller.MKDIR, body)).contains("\"code\":1,", "参数错误");
            }
            assertThat(simulator.tree()).isEmpty();
            assertThat(simulator.stats().badRequests()).isEqualTo(9);
        }
    }
}
