package io.github.pantree.cli;

import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Executes a command line and returns its exit code. */
public final class CommandLineInterface {

    /** Commands that read or write files whose names people choose. */
    private static final Set<String> FILE_COMMANDS = Set.of("plan", "run", "verify", "status", "serve", "jobs");

    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            PlanCommand.class,
            RunCommand.class,
            VerifyCommand.class,
            StatusCommand.class,
            PurgeCommand.class,
            JobsCommand.class,
            ServeCommand.class,
            SimulatorCommand.class,
            DemoCommand.class);

    private CommandLineInterface() {}

    /** Runs a command to its end; results are printed to standard output, everything else to standard error. */
    public static int run(String[] arguments) {
        // In UTF-8 whatever the locale, since names may be in any script.
        Charset charset = Terminal.charset();
        System.setOut(stream(FileDescriptor.out, charset));
        System.setErr(stream(FileDescriptor.err, charset));
        try {
            EarlyOptions.apply(arguments, System.getenv("PANTREE_LANG"));
        } catch (InvalidSettingException e) {
            System.err.println("pantree: " + e.getMessage());
            return RunStatus.BAD_SETTING.exitCode();
        }
        warnOfLocale(arguments);
        int code = RunStatus.DEFECT.exitCode();
        try {
            code = commandLine(arguments).execute(arguments);
        } finally {
            // Even after an Error, since the signal hook would otherwise wait forever.
            CommandExecution.finish(code);
        }
        return code;
    }

    private static void warnOfLocale(String[] arguments) {
        String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (arguments.length > 0 && FILE_COMMANDS.contains(arguments[0]) && !isForChinese(charset)) {
            UserOutput.out().println("pantree: " + Messages.format("failure.locale", charset));
        }
    }

    /** Whether a charset of file names can represent Chinese. */
    static boolean isForChinese(String charset) {
        return Charset.isSupported(charset)
                && Charset.forName(charset).newEncoder().canEncode("目录");
    }

    /** Only with the command that the arguments begin with, if there is one: picocli analyses each by reflection. */
    private static CommandLine commandLine(String[] arguments) {
        return COMMANDS.stream()
                .filter(type -> arguments.length > 0 && name(type).equals(arguments[0]))
                .findFirst()
                .map(type -> commandLine(List.<Class<?>>of(type)))
                .orElseGet(CommandLineInterface::commandLine);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** With all commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine main = new CommandLine(new PantreeCommand());
        commands.forEach(main::addSubcommand);
        return main.setOut(new PrintWriter(new OutputStreamWriter(System.out, Terminal.charset()), true))
                .setErr(new PrintWriter(new OutputStreamWriter(System.err, Terminal.charset()), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new ExceptionHandler())
                .setParameterExceptionHandler(ExceptionHandler::badUsage)
                .setUsageHelpAutoWidth(true)
                .setResourceBundle(Messages.bundle("io.github.pantree.help"));
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }
}
