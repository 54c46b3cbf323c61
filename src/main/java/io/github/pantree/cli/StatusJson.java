package io.github.pantree.cli;

import io.github.pantree.provisioning.history.RunOverview;
import java.util.List;

/** The list of runs, with the keys that the README promises. */
record StatusJson(String home, long databaseBytes, List<RunOverview> runs, List<String> names) {}
