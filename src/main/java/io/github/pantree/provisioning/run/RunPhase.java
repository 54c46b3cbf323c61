package io.github.pantree.provisioning.run;

/** What a run, a plan or a comparison is doing, as displays, files and other processes show it. */
public enum RunPhase {
    START("start"),
    LOAD("load"),
    LOOK("look"),
    CREATE("create"),
    VERIFY("verify"),
    RESULTS("results");

    private final String code;

    RunPhase(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
