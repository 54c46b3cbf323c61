package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.functional.OddServer.Behaviour;
import io.github.pantree.functional.OddServer.Call;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.simulator.SimulatorSettings.Names;
import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Siblings in one call: what is sent, and what is learned about the server. */
final class SiblingTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"10, 100, auto, 11", "3, 250, auto, 10", "3, 250, 40, 22", "4, 30, 1, 124"})
    void sendsAsFewCallsAsTheTreeAllows(int parents, int children, String namesPerCall, int calls) throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.names-per-call", namesPerCall);
            Path manifest = fixture.manifest(tree("p", parents, children));
            assertThat(fixture.plan(manifest).mkdirCalls()).isEqualTo(calls);
            assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.stats().mkdirCalls()).isEqualTo(calls);
            assertThat(simulator.stats().listCalls())
                    .as("of the plan and of the run")
                    .isEqualTo(2);
            assertThat(simulator.tree()).hasSize(parents * (children + 1));
        }
    }

    @Test
    void learnsThatAServerAcceptsOneNamePerCall() throws Exception {
        SimulatorSettings strings = SimulatorSettings.defaults().withNames(Names.STRING);
        try (Simulator simulator = Simulator.start(strings)) {
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.names-per-call", "auto");
            assertThat(fixture.run(fixture.manifest(tree("p", 2, 20))).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.stats().mkdirCalls()).as("one array was tried").isEqualTo(42 + 1);
            assertThat(fixture.run(fixture.manifest(tree("q", 2, 20))).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.stats().mkdirCalls()).as("and none again").isEqualTo(84 + 1);
            assertThat(simulator.tree()).hasSize(84);
            try (var home = fixture.open()) {
                assertThat(home.capabilities())
                        .singleElement()
                        .asString()
                        .startsWith(simulator.baseUrl() + " accepts one name in a call");
            }
        }
    }

    @Test
    void sendsArraysOfOneIfTheServerAcceptsNoStrings() throws Exception {
        SimulatorSettings arrays = SimulatorSettings.defaults().withNames(Names.ARRAY);
        try (Simulator simulator = Simulator.start(arrays)) {
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.names-per-call", "1");
            assertThat(fixture.run(fixture.manifest(tree("p", 1, 5))).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.stats().mkdirCalls()).isEqualTo(6 + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 64, 99})
    void detectsHowManyNamesAServerAccepts(int most) throws Exception {
        SimulatorSettings few = SimulatorSettings.defaults().withMaxNames(most);
        try (Simulator simulator = Simulator.start(few)) {
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.names-per-call", "auto");
            assertThat(fixture.run(fixture.manifest(tree("p", 5, 300))).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.tree()).hasSize(5 * 301);
            long least = 1 + 5L * ((300 + most - 1) / most);
            assertThat(simulator.stats().mkdirCalls()).isBetween(least, least + 20);
            long before = simulator.stats().mkdirCalls();
            assertThat(fixture.run(fixture.manifest(tree("q", 5, 300))).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.stats().mkdirCalls() - before)
                    .as("once it is known")
                    .isLessThanOrEqualTo(most < 5 ? least + 5 : least);
        }
    }

    @Test
    void discardsCapabilitiesWhenTheServerChanges() throws Exception {
        boolean[] strings = {false};
        try (OddServer server = new OddServer((there, call) -> call.isArray() == strings[0] ? "参数错误 name" : null)) {
            HomeFixture fixture = fixture(server);
            assertThat(fixture.run(fixture.manifest(tree("p", 2, 10))).end()).isEqualTo(RunStatus.COMPLETED);
            strings[0] = true;
            assertThat(fixture.run(fixture.manifest(tree("q", 2, 10))).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(server.names()).hasSize(44).doesNotHaveDuplicates();
            assertThat(server.calls().stream().filter(Call::isArray)).hasSizeLessThanOrEqualTo(3 + 3);
        }
    }

    /** The server rejects one name, with a known or an unknown message. */
    @ParameterizedTest
    @CsvSource({"名称不合法, 20", "敏感词, 40"})
    void onlyTheRejectedNameFails(String words, int mostCalls) throws Exception {
        Behaviour picky = (server, call) -> call.names().contains("p0c37") ? words : null;
        try (OddServer server = new OddServer(picky)) {
            HomeFixture fixture = fixture(server);
            RunOutcome outcome = fixture.run(fixture.manifest(tree("p", 2, 100)));
            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
            assertThat(outcome.summary().folders().failed()).isEqualTo(1);
            assertThat(outcome.summary().folders().created()).isEqualTo(201);
            assertThat(server.calls()).hasSizeLessThan(mostCalls);
            assertThat(fixture.result("rejects.csv")).singleElement().asString().contains("/p0/p0c37", words);
        }
    }

    @Test
    void aNameOfAnotherClientDoesNotAffectItsSiblings() throws Exception {
        boolean[] taken = {false};
        Behaviour race = (server, call) -> {
            // Another client creates it just before its siblings are sent.
            if (!taken[0] && call.names().contains("p1c50")) {
                taken[0] = server.make(call.parent(), "p1c50");
                return "该目录下已经有同名文件夹,无法进行创建";
            }
            return null;
        };
        try (OddServer server = new OddServer(race)) {
            HomeFixture fixture = fixture(server);
            RunOutcome outcome = fixture.run(fixture.manifest(tree("p", 2, 100)));
            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(outcome.summary().folders().done()).isEqualTo(202);
            assertThat(server.calls()).as("one more, after listings").hasSize(3 + 1);
            assertThat(server.listings())
                    .as("of the root, and of that parent until its siblings are certainly absent")
                    .isGreaterThan(3);
            assertThat(server.names()).hasSize(202);
        }
    }

    @Test
    void settlesFoldersThatARefusedCallCreated() throws Exception {
        int[] count = {0};
        Behaviour half = (server, call) -> {
            if (++count[0] != 2) {
                return null;
            }
            call.names().subList(0, call.names().size() / 2).forEach(name -> server.make(call.parent(), name));
            return "内部错误";
        };
        try (OddServer server = new OddServer(half)) {
            HomeFixture fixture = fixture(server);
            RunOutcome outcome = fixture.run(fixture.manifest(tree("p", 2, 100)));
            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(outcome.summary().folders().created()).isEqualTo(202);
            assertThat(server.calls().stream()
                            .mapToInt(call -> call.names().size())
                            .sum())
                    .as("none is sent again that was made")
                    .isEqualTo(202 + 50);
        }
    }

    /** The server accepts only one form, without a known message; an earlier run has learned the other form. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void detectsAnotherFormWithoutAKnownMessage(boolean stringsAtLast) throws Exception {
        boolean[] strings = {!stringsAtLast};
        try (OddServer server = new OddServer((there, call) -> call.isArray() == strings[0] ? "oops" : null)) {
            HomeFixture fixture = fixture(server);
            assertThat(fixture.run(fixture.manifest(tree("p", 2, 20))).end()).isEqualTo(RunStatus.COMPLETED);
            strings[0] = stringsAtLast;
            assertThat(fixture.run(fixture.manifest(tree("q", 2, 20))).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(server.names()).hasSize(84).doesNotHaveDuplicates();
            assertThat(server.calls()).hasSizeLessThan(3 + 42 + 12);
        }
    }

    @Test
    void foldersOfARefusedArrayAreOurs() throws Exception {
        Behaviour caseless = (server, call) -> {
            if (!call.names().contains("p0c19")) {
                return null;
            }
            call.names().stream()
                    .filter(name -> !name.equals("p0c19"))
                    .forEach(name -> server.make(call.parent(), name));
            return "该目录下已经有同名文件夹,无法进行创建";
        };
        try (OddServer server = new OddServer(caseless)) {
            HomeFixture fixture = fixture(server).with("pantree.on-existing", "fail");
            RunOutcome outcome = fixture.run(fixture.manifest(tree("p", 1, 20)));
            assertThat(outcome.summary().folders().created()).isEqualTo(20);
            assertThat(outcome.summary().folders().failed()).isEqualTo(1);
        }
    }

    @Test
    void detectsTheFormWithoutAKnownMessage() throws Exception {
        try (OddServer server = new OddServer((there, call) -> call.isArray() ? "oops" : null)) {
            HomeFixture fixture = fixture(server);
            assertThat(fixture.run(fixture.manifest(tree("p", 2, 20))).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(server.names()).hasSize(42);
            assertThat(server.calls().stream().filter(Call::isArray)).hasSizeLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"drop-after=0.2", "code1-after=0.2", "short-list=0.3", "other-name=0.3", "error-before=0.2"})
    void lostAnswersAreSettledOnceForAllSiblings(String faults) throws Exception {
        SimulatorSettings faulty =
                SimulatorSettings.defaults().withFaults(Faults.parse(faults)).withOnDuplicate(OnDuplicate.RENAME);
        try (Simulator simulator = Simulator.start(faulty)) {
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.names-per-call", "auto");
            assertThat(fixture.run(fixture.manifest(tree("p", 20, 30))).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.tree()).hasSize(20 * 31);
            assertThat(simulator.stats().mkdirCalls()).isLessThan(21 * 2);
            assertThat(Files.readAllLines(folder.resolve("out/result.csv"))).hasSize(20 * 31 + 1);
        }
    }

    private HomeFixture fixture(OddServer server) {
        return new HomeFixture(folder, server.baseUrl()).with("pantree.names-per-call", "auto");
    }

    private static String tree(String prefix, int parents, int children) {
        return "path\n"
                + IntStream.range(0, parents * children)
                        .mapToObj(i ->
                                "/%s%d/%s%dc%d\n".formatted(prefix, i / children, prefix, i / children, i % children))
                        .collect(Collectors.joining());
    }
}
