package io.github.pantree.simulator;

import static io.github.pantree.simulator.Caller.mkdirBody;
import static io.github.pantree.simulator.Caller.value;
import static io.github.pantree.simulator.Caller.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.testing.TestSimulator;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FaultInjectionTests {

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    private final Caller caller = new Caller(simulator);

    private void always(Fault fault) {
        simulator.setFaults(Faults.parse(fault.label() + "=1"));
    }

    private HttpResponse<String> mkdirWith(Fault fault) {
        always(fault);
        return caller.exchange(Caller.MKDIR, mkdirBody("", "[\"a\",\"b\",\"c\"]"));
    }

    private void assertMade(Fault fault) {
        assertThat(simulator.tree()).containsOnlyKeys("/a", "/b", "/c");
        assertStruckOnce(fault);
    }

    private void assertNotMade(Fault fault) {
        assertThat(simulator.tree()).isEmpty();
        assertStruckOnce(fault);
    }

    private void assertStruckOnce(Fault fault) {
        assertThat(simulator.stats().faults()).isEqualTo(Map.of(fault.label(), 1L));
    }

    @Test
    void dropAfterCreatesTheFolder() {
        assertThatThrownBy(() -> mkdirWith(Fault.DROP_AFTER)).isInstanceOf(UncheckedIOException.class);
        assertMade(Fault.DROP_AFTER);
    }

    @Test
    void dropBeforeCreatesNothing() {
        assertThatThrownBy(() -> mkdirWith(Fault.DROP_BEFORE)).isInstanceOf(UncheckedIOException.class);
        assertNotMade(Fault.DROP_BEFORE);
    }

    @Test
    void errorsComeAsHtml() {
        HttpResponse<String> response = mkdirWith(Fault.ERROR_AFTER);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("<html>");
        assertMade(Fault.ERROR_AFTER);
    }

    @Test
    void errorBeforeCreatesNothing() {
        assertThat(mkdirWith(Fault.ERROR_BEFORE).statusCode()).isEqualTo(502);
        assertNotMade(Fault.ERROR_BEFORE);
    }

    @Test
    void code1AfterCreatesTheFolder() {
        assertThat(mkdirWith(Fault.CODE1_AFTER).body()).contains("\"code\":1,", "内部错误");
        assertMade(Fault.CODE1_AFTER);
    }

    @Test
    void code1BeforeCreatesNothing() {
        assertThat(mkdirWith(Fault.CODE1_BEFORE).body()).contains("\"code\":1,", "内部错误");
        assertNotMade(Fault.CODE1_BEFORE);
    }

    @Test
    void cutJsonEndsInTheMiddle() {
        HttpResponse<String> response = mkdirWith(Fault.CUT_JSON);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"code\":0").doesNotEndWith("}");
        assertMade(Fault.CUT_JSON);
    }

    @Test
    void emptyListNamesNoFolder() {
        assertThat(mkdirWith(Fault.EMPTY_LIST).body()).contains("\"code\":0,", "\"list\":[]");
        assertMade(Fault.EMPTY_LIST);
    }

    @Test
    void noListHasNoData() {
        assertThat(mkdirWith(Fault.NO_LIST).body()).contains("\"code\":0,", "\"data\":null");
        assertMade(Fault.NO_LIST);
    }

    @Test
    void shortListLacksTheLastEntries() {
        assertThat(values(mkdirWith(Fault.SHORT_LIST).body(), "filename")).containsExactly("a");
        assertMade(Fault.SHORT_LIST);
    }

    @Test
    void otherNameAnswersAnotherNameThanTheFolderHas() {
        String answer = mkdirWith(Fault.OTHER_NAME).body();

        assertThat(value(answer, "filename")).isNotEqualTo("a");
        assertThat(value(answer, "dirID")).isEqualTo(simulator.tree().get("/a"));
        assertMade(Fault.OTHER_NAME);
    }

    @Test
    void limitsComeInThreeForms() {
        HttpResponse<String> status = mkdirWith(Fault.LIMIT_STATUS);
        assertThat(status.statusCode()).isEqualTo(429);
        assertThat(status.headers().firstValue("Retry-After")).hasValue("1");

        HttpResponse<String> code = mkdirWith(Fault.LIMIT_CODE);
        assertThat(code.statusCode()).isEqualTo(200);
        assertThat(value(code.body(), "code")).isEqualTo("429");

        HttpResponse<String> html = mkdirWith(Fault.LIMIT_HTML);
        assertThat(html.statusCode()).isEqualTo(429);
        assertThat(html.body()).contains("<html>");

        assertThat(simulator.tree()).isEmpty();
        assertThat(simulator.stats().limited()).isEqualTo(3);
    }

    @Test
    void noParentDeniesAParentThatExists() {
        assertThat(mkdirWith(Fault.NO_PARENT).body()).contains("\"code\":1,", "parentID不存在");
        assertNotMade(Fault.NO_PARENT);
    }

    @Test
    void listErrorFailsListingsOnly() {
        mkdirWith(Fault.LIST_ERROR);

        assertThat(caller.exchange(Caller.LIST, "{\"limit\":9,\"type\":1}").statusCode())
                .isEqualTo(502);
        assertMade(Fault.LIST_ERROR);
    }

    @Test
    void listShortLeadsToTheRest() {
        mkdirWith(Fault.LIST_SHORT);
        String page = caller.list("");
        simulator.setFaults(Faults.NONE);

        assertThat(values(page, "filename")).containsExactly("a");
        assertThat(values(caller.list("", 100, value(page, "lastFileId")), "filename"))
                .containsExactly("b", "c");
        assertMade(Fault.LIST_SHORT);
    }

    @Test
    void aRefusedCallHasNoListToCorrupt() {
        simulator.addFolder("", "a");

        assertThat(value(mkdirWith(Fault.EMPTY_LIST).body(), "code")).isEqualTo("1");
        assertThat(simulator.stats().faults()).isEmpty();
    }
}
