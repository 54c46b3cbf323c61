package io.github.pantree.simulator;

import static io.github.pantree.simulator.Caller.value;
import static io.github.pantree.simulator.Caller.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import io.github.pantree.testing.Await;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ServerBehaviourTests {

    private static final SimulatorSettings SETTINGS = SimulatorSettings.defaults();

    @AutoClose
    @SuppressWarnings("NullAway.Init") // by each test
    private Simulator simulator;

    private Caller start(SimulatorSettings settings) throws IOException {
        simulator = Simulator.start(settings);
        return new Caller(simulator);
    }

    private Caller start(String rules) throws IOException {
        return start(SETTINGS.withRules(ServerRules.parse(rules)));
    }

    @Test
    void makesASecondFolderOfAName() throws IOException {
        Caller caller = start(SETTINGS.withOnDuplicate(OnDuplicate.ALLOW));
        String first = value(caller.mkdir("", "a"), "dirID");
        String second = value(caller.mkdir("", "a"), "dirID");

        assertThat(values(caller.list(""), "fileId")).containsExactly(first, second);
        assertThat(values(caller.list(""), "filename")).containsExactly("a", "a");
        assertThat(simulator.folders()).hasSize(2);
        assertThat(simulator.stats().duplicates()).isEqualTo(1);
        assertThat(simulator.stats().renamed()).isZero();
    }

    @Test
    void endsListingsAlwaysAfterTheSameNumberOfEntries() throws IOException {
        Caller caller = start("list-cut=5");
        caller.mkdirAll("", "1", "2", "3", "4", "5", "6", "7");
        String first = caller.list("", 3, "");
        String second = caller.list("", 3, value(first, "lastFileId"));

        assertThat(values(first, "filename")).containsExactly("1", "2", "3");
        assertThat(values(second, "filename")).containsExactly("4", "5");
        assertThat(value(second, "lastFileId")).isEqualTo("-1");
        assertThat(values(caller.list(""), "filename")).hasSize(5);
        assertThat(value(caller.list(""), "lastFileId")).isEqualTo("-1");
    }

    @Test
    @Timeout(20)
    void makesTheFolderOfALateCommitAfterTheConnectionWasCut() throws IOException {
        Caller caller = start(
                SETTINGS.withFaults(Faults.parse("late-commit=1")).withRules(ServerRules.parse("late-time=300ms")));
        mkdirAndBeCut(caller, "a");

        assertThat(simulator.tree()).isEmpty();
        Await.until(() -> simulator.tree().containsKey("/a"));
        assertThat(simulator.stats().faults()).containsEntry("late-commit", 1L);
    }

    @Test
    void makesTheFoldersOfLateCommitsWhenAsked() throws IOException {
        Caller caller =
                start(SETTINGS.withFaults(Faults.parse("late-commit=1")).withRules(ServerRules.parse("late-time=2h")));
        mkdirAndBeCut(caller, "a");
        simulator.setFaults(Faults.NONE);
        assertThat(simulator.tree()).isEmpty();

        assertThat(caller.post("/_simulator/commit-late", "")).isEqualTo("ok\n");
        assertThat(simulator.tree()).containsOnlyKeys("/a");
        assertThat(simulator.commitLate()).isZero();
    }

    private static void mkdirAndBeCut(Caller caller, String name) {
        assertThat(CompletableFuture.supplyAsync(() -> caller.mkdir("", name))).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void keepsWhatIsDeletedInTheBinWithItsNameTaken() throws IOException {
        Caller caller = start("recycle-bin=true");
        String a = value(caller.mkdir("", "a"), "dirID");
        caller.mkdir(a, "b");
        assertThat(values(caller.list(""), "trashed")).containsExactly("0");
        delete(caller, a);

        assertThat(values(caller.list(""), "trashed")).containsExactly("1");
        assertThat(values(caller.list(""), "filename")).containsExactly("a");
        assertThat(value(detail(caller, a), "trashed")).isEqualTo("1");
        assertThat(simulator.tree()).isEmpty();
        assertThat(caller.mkdir("", "a")).contains("\"code\":1,", "同名");
        assertThat(value(caller.mkdir(a, "c"), "code")).isEqualTo("0");
        assertThat(simulator.tree()).isEmpty();

        delete(caller, a);
        assertThat(values(caller.list(""), "fileId")).isEmpty();
        assertThat(value(caller.mkdir("", "a"), "code")).isEqualTo("0");
    }

    private static void delete(Caller caller, String id) {
        assertThat(value(caller.post(Caller.DELETE, "{\"fileIDs\":[\"" + id + "\"]}"), "code"))
                .isEqualTo("0");
    }

    private static String detail(Caller caller, String id) {
        return caller.get(Caller.DETAIL + "?fileID=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                .body();
    }

    @Test
    void bansWritesButNotListingsAfterSoManyCalls() throws IOException {
        Caller caller = start("ban-after=2");
        caller.mkdir("", "a");
        caller.mkdir("", "b");

        assertThat(caller.mkdir("", "c")).contains("\"code\":1,", "禁止写入");
        assertThat(caller.mkdir("", "d")).contains("禁止写入");
        assertThat(values(caller.list(""), "filename")).containsExactly("a", "b");
        assertThat(simulator.stats().banned()).isEqualTo(2);
        caller.post("/_simulator/ban?time=0s", "");
        assertThat(value(caller.mkdir("", "c"), "code")).isEqualTo("0");
    }

    @Test
    @Timeout(20)
    void liftsABanAfterItsTime() throws IOException {
        Caller caller = start("");
        simulator.ban(Duration.ofMillis(300));

        assertThat(caller.mkdir("", "a")).contains("禁止写入");
        Await.until(() -> value(caller.mkdir("", "a"), "code").equals("0"));
        assertThat(simulator.tree()).containsOnlyKeys("/a");
    }

    @Test
    void bansWritesWhenTooManyAreInFlight() throws IOException {
        Caller caller =
                start(SETTINGS.withLatency(Duration.ofMillis(500)).withRules(ServerRules.parse("ban-in-flight=2")));
        List<String> answers = atOnce(caller, 4);

        assertThat(answers).filteredOn(answer -> answer.contains("禁止写入")).hasSize(2);
        assertThat(caller.mkdir("", "later")).contains("禁止写入");
    }

    @Test
    void answers429ToMoreCallsInFlightThanAllowed() throws IOException {
        Caller caller =
                start(SETTINGS.withLatency(Duration.ofMillis(500)).withRules(ServerRules.parse("max-in-flight=3")));
        List<String> answers = atOnce(caller, 5);

        assertThat(answers)
                .filteredOn(answer -> value(answer, "code").equals("429"))
                .hasSize(2);
        assertThat(simulator.tree()).hasSize(3);
        assertThat(simulator.stats().mostMkdirCallsInFlight()).isEqualTo(5);
        assertThat(value(caller.mkdir("", "later"), "code")).isEqualTo("0");
    }

    @Test
    void answers429ToMoreCallsInFlightUnderOneParent() throws IOException {
        Caller caller = start(SETTINGS.withLatency(Duration.ofMillis(500))
                .withRules(ServerRules.parse("max-in-flight-per-parent=1")));
        String other = simulator.addFolder("", "other");
        CompletableFuture<String> elsewhere = CompletableFuture.supplyAsync(() -> caller.mkdir(other, "x"));
        List<String> answers = atOnce(caller, 3);

        assertThat(answers)
                .filteredOn(answer -> value(answer, "code").equals("429"))
                .hasSize(2);
        assertThat(value(elsewhere.join(), "code")).isEqualTo("0");
    }

    private static List<String> atOnce(Caller caller, int calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls);
        try {
            List<CompletableFuture<String>> answers = IntStream.range(0, calls)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> caller.mkdir("", "n" + n), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void refusesMoreChildrenThanAParentTakes() throws IOException {
        Caller caller = start("max-children=2");

        assertThat(caller.mkdirAll("", "a", "b", "c")).contains("\"code\":1,", "该目录最多创建2个文件夹");
        String a = value(caller.mkdirAll("", "a", "b"), "dirID");
        assertThat(caller.mkdir("", "c")).contains("最多");
        assertThat(value(caller.mkdir(a, "c"), "code")).isEqualTo("0");
        assertThat(simulator.tree()).hasSize(3);
    }

    @Test
    void refusesADeeperFolderThanAllowed() throws IOException {
        Caller caller = start("max-depth=2");
        String a = value(caller.mkdir("", "a"), "dirID");
        String b = value(caller.mkdir(a, "b"), "dirID");

        assertThat(caller.mkdir(b, "c")).contains("\"code\":1,", "最多2级");
        assertThat(simulator.tree()).containsOnlyKeys("/a", "/a/b");
    }

    @Test
    void issuesTokensInAnyFormOfExpiry() throws IOException {
        Caller caller = start("expired-at=plain");
        assertThat(value(caller.token(), "expiredAt")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(expiry(caller, "seconds")).matches("\\d{10}");
        assertThat(expiry(caller, "millis")).matches("\\d{13}");
        assertThat(expiry(caller, "empty")).isEmpty();
        assertThat(expiry(caller, "null")).isEqualTo("null");
        assertThat(expiry(caller, "zone")).endsWith("+08:00");
    }

    private String expiry(Caller caller, String form) {
        simulator.setRules(ServerRules.parse("expired-at=" + form));
        return value(caller.token(), "expiredAt").replace("}", "");
    }

    @Test
    void invalidatesATokenAfterSoManyCalls() throws IOException {
        Caller caller = start("token-calls=2");
        caller.with("Authorization", "Bearer " + value(caller.token(), "accessToken"));

        assertThat(value(caller.list(""), "code")).isEqualTo("0");
        assertThat(value(caller.list(""), "code")).isEqualTo("0");
        assertThat(value(caller.list(""), "code")).isEqualTo("401");
    }

    @Test
    void acceptsKeysInAnyCaseUnlessStrict() throws IOException {
        String body = "{\"NAME\":\"a\",\"parentid\":\"\",\"Type\":1}";
        Caller caller = start("");
        assertThat(value(caller.post(Caller.MKDIR, body), "code")).isEqualTo("0");

        simulator.setRules(ServerRules.parse("strict-keys=true"));
        assertThat(value(caller.post(Caller.MKDIR, body), "code")).isEqualTo("1");
    }

    @Test
    void answersForOthersThanTheApi() throws IOException {
        Caller caller = start("");
        for (String path : List.of(Caller.MKDIR, Caller.LIST, Caller.TOKEN)) {
            assertThat(answer(caller, path, "address-block").body()).contains("\"code\":\"403\"", "client ip");
            HttpResponse<String> portal = answer(caller, path, "portal");
            assertThat(portal.statusCode()).isEqualTo(302);
            assertThat(portal.headers().firstValue("Location")).hasValue("http://portal.example/login");
            HttpResponse<String> login = answer(caller, path, "login-page");
            assertThat(login.statusCode()).isEqualTo(401);
            assertThat(login.body()).startsWith("<html>");
            HttpResponse<String> unknown = answer(caller, path, "no-route");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("no Route matched with those values");
        }
        assertThat(simulator.stats().faults()).containsEntry("portal", 3L);
        assertThat(simulator.tree()).isEmpty();
    }

    private HttpResponse<String> answer(Caller caller, String path, String fault) {
        simulator.setFaults(Faults.parse(fault + "=1"));
        return caller.exchange(path, "{\"clientID\":\"simulator\",\"clientSecret\":\"secret\"}");
    }

    @Test
    void refusesWritesAsBannedByChance() throws IOException {
        Caller caller = start(SETTINGS.withFaults(Faults.parse("ban=1")));

        assertThat(caller.mkdir("", "a")).contains("\"code\":1,", "禁止写入");
        assertThat(value(caller.list(""), "code")).isEqualTo("0");
        assertThat(simulator.stats().banned()).isEqualTo(1);
    }

    @Test
    void showsEntriesWithTheMembersOfTheVendor() throws IOException {
        Caller caller = start("");
        simulator.addFolder("", "a");

        assertThat(caller.list(""))
                .contains("\"etag\":\"\"", "\"ossIndex\":42", "\"totalTraffic\":0", "\"userSelfURL\":\"\"")
                .doesNotContain("trashed");
    }
}
