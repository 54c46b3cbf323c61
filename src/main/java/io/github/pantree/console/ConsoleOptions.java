package io.github.pantree.console;

import java.util.Map;

/**
 * What the command line says to the console.
 *
 * @param properties override all others
 * @param languageSet whether it chose the language of the process
 */
record ConsoleOptions(Map<String, String> properties, boolean languageSet) {}
