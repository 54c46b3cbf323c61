package io.github.pantree.provisioning.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SummaryTests {

    private static final String RUN = "{\"run\":\"r1\",\"manifest\":\"m.csv\",\"status\":\"completed-with-rejects\","
            + "\"exit_code\":4,\"folders\":{\"total\":15,\"created\":1,\"existed\":2,\"failed\":3,\"blocked\":4,"
            + "\"pending\":5},\"calls\":{\"mkdir\":6,\"list\":7,\"token\":8,\"limited\":9,\"retried\":10},"
            + "\"seconds\":1.235}";

    @Test
    void writesOneLineWithTheKeysInTheirOrder() {
        assertThat(summary(1.23451).json()).isEqualTo(RUN);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "0.0004, 0.0", "0.0005, 0.001", "12.5, 12.5"})
    void roundsSecondsToMilliseconds(double seconds, String written) {
        assertThat(summary(seconds).json()).endsWith("\"seconds\":" + written + "}");
    }

    @Test
    void writesSeveralRunsWithTheExitCodeOfAll() {
        assertThat(Summary.json(RunStatus.STOPPED, List.of(summary(1.23451), summary(1.23451))))
                .isEqualTo("{\"status\":\"stopped\",\"exit_code\":5,\"runs\":[" + RUN + "," + RUN + "]}");
        assertThat(Summary.json(RunStatus.COMPLETED, List.of()))
                .isEqualTo("{\"status\":\"completed\",\"exit_code\":0,\"runs\":[]}");
    }

    @Test
    void namesAnUploadedFileAndCountsWhatARecheckFound() {
        FolderCounts folders = new FolderCounts(3, 0, 0, 0, 0);
        CallCounts calls = new CallCounts(1, 1, 0, 0, 0);
        Recheck recheck = new Recheck(3, 2);
        assertThat(new Summary("r1", "/h/manifest.csv", "素材.csv", RunStatus.COMPLETED, folders, calls, 1, recheck)
                        .json())
                .contains("\"manifest\":\"/h/manifest.csv\",\"name\":\"素材.csv\",")
                .endsWith("\"seconds\":1.0,\"recheck\":{\"checked\":3,\"restored\":2}}");
    }

    private static Summary summary(double seconds) {
        return new Summary(
                "r1",
                "m.csv",
                null,
                RunStatus.COMPLETED_WITH_REJECTS,
                new FolderCounts(1, 2, 3, 4, 5),
                new CallCounts(6, 7, 8, 9, 10),
                seconds,
                null);
    }
}
