package io.github.pantree.support;

import java.util.List;

/** The names of the files in a folder of results. */
public final class ResultFileNames {

    public static final String RESULT = "result.csv";
    public static final String RESULT_WORKBOOK = "result.xlsx";
    public static final String REJECTS = "rejects.csv";
    public static final String PROBLEMS = "problems.csv";
    public static final String REPORT = "report.html";
    public static final String SUMMARY = "summary.json";

    /** The files of a run. The summary is last: if it exists, the others are complete. */
    public static final List<String> OF_RUN = List.of(REPORT, RESULT_WORKBOOK, RESULT, REJECTS, PROBLEMS, SUMMARY);

    public static final String DIFFERENCES = "differences.csv";
    public static final String DIFFERENCES_WORKBOOK = "differences.xlsx";
    public static final String PLAN = "plan.csv";
    public static final String PLAN_WORKBOOK = "plan.xlsx";

    private ResultFileNames() {}
}
