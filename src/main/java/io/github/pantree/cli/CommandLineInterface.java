package io.github.pantree.cli;

import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Executes a command line and returns its exit code. */
public final class CommandLineInterface {

    private CommandLineInterface() {}

    /** Runs a command to its end; results are printed to standard output, everything else to standard error. */
    public static int run(String[] arguments) {
        // In UTF-8 whatever the locale, since names may be in any script.
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        try {
            EarlyOptions.apply(arguments, System.getenv("PANTREE_LANG"));
        } catch (InvalidSettingException e) {
            System.err.println("pantree: " + e.getMessage());
            return RunStatus.BAD_SETTING.exitCode();
        }
        int code = RunStatus.DEFECT.exitCode();
        try {
            code = commandLine().execute(arguments);
        } finally {
            // Even after an Error, since the signal hook would otherwise wait forever.
            CommandExecution.finish(code);
        }
        return code;
    }

    static CommandLine commandLine() {
        return new CommandLine(new PantreeCommand())
                .setOut(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new ExceptionHandler())
                .setParameterExceptionHandler(ExceptionHandler::badUsage)
                .setUsageHelpAutoWidth(true)
                .setResourceBundle(Messages.bundle("io.github.pantree.help"));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
