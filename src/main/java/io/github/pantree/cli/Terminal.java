package io.github.pantree.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The terminal of this process. No terminal library is used, since one that handles SIGINT would end the process before
 * a graceful stop.
 */
final class Terminal {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final File TERMINAL = new File("/dev/tty");
    private static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /** Whether standard error is a terminal that can overwrite a line. */
    @SuppressWarnings("SystemConsoleNull") // without /proc, the worst case is a progress bar in a log file
    static boolean isInteractive() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        if (!Files.isSymbolicLink(STANDARD_ERROR)) {
            return System.console() != null;
        }
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The charset of standard output and error: UTF-8, since names are in any script. A console of Windows shows the
     * characters of its code page only.
     */
    @SuppressWarnings("SystemConsoleNull") // before Java 22 it is null without a terminal
    static Charset charset() {
        Console console = System.console();
        return console == null || !isTerminal(console)
                ? StandardCharsets.UTF_8
                : charset(System.getProperty("os.name", ""), console.charset());
    }

    static Charset charset(String system, Charset ofConsole) {
        return system.startsWith("Windows") ? ofConsole : StandardCharsets.UTF_8;
    }

    /** Newer versions of Java have a console without a terminal, too. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** The current width; 80 if it cannot be determined. */
    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return columns(size);
        } catch (IOException e) {
            return USUAL_COLUMNS;
        }
    }

    /** @param size rows and columns, as stty prints them */
    static int columns(String size) {
        String columns = size.strip().replaceAll("^\\d+ (?=\\d{1,4}$)", "");
        return columns.matches("[1-9]\\d*") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    }
}
