package io.github.pantree.provisioning.settings;

/** Quotes arguments in commands that people copy into a POSIX shell. */
final class ShellQuoting {

    private ShellQuoting() {}

    /** The argument as one word of a shell command. */
    static String quote(String argument) {
        return argument.matches("[A-Za-z0-9_./:@%+,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
