package io.github.pantree;

import io.github.pantree.cli.CommandLineInterface;

/** The program. */
public final class PantreeApplication {

    private PantreeApplication() {}

    public static void main(String[] arguments) {
        System.exit(CommandLineInterface.run(arguments));
    }
}
