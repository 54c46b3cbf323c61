package io.github.pantree.support;

/** Quotes arguments in commands that people copy into a POSIX shell. */
public final class ShellQuoting {

    private ShellQuoting() {}

    /** The argument as one word of a shell command. */
    public static String quote(String argument) {
        return argument.matches("[A-Za-z0-9_./:@%+,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
