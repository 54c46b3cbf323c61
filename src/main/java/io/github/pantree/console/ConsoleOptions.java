package io.github.pantree.console;

import java.util.Map;

/**
 * The options of the command line that concern the console.
 *
 * @param properties override all others
 * @param languageSet whether they set the language of the process
 */
record ConsoleOptions(Map<String, String> properties, boolean languageSet) {}
