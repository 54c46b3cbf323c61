package io.github.pantree.terminal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pantree.PantreeApplication;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs pantree in a separate process on a pseudo-terminal, which Python's standard library opens. */
final class PseudoTerminal {

    /** The input that a terminal converts to SIGINT. */
    static final String CTRL_C = "\u0003";

    private static final long MOST_SECONDS = 120;

    /**
     * Arguments: the width, the output file, the number of steps, the steps, the command. A step is {@code wait TEXT},
     * {@code type KEYS} or {@code resize COLUMNS}; the text must appear after the previous step.
     */
    private static final String SCRIPT = """
        import fcntl, os, pty, signal, struct, sys, termios
        columns, path, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
        steps, command = sys.argv[4:4 + count], sys.argv[4 + count:]
        def resize(terminal, columns):
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 30, columns, 0, 0))
        pid, terminal = pty.fork()
        if pid == 0:
            resize(0, columns)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored by what is started in the background
            os.execvp(command[0], command)
        seen = b''
        with open(path, 'wb') as output:
            while True:
                while steps:
                    verb, _, rest = steps[0].partition(' ')
                    if verb == 'wait':
                        end = seen.find(rest.encode())
                        if end < 0:
                            break
                        seen = seen[end + len(rest.encode()):]
                    elif verb == 'type':
                        os.write(terminal, rest.encode())
                    else:
                        resize(terminal, int(rest))
                    steps = steps[1:]
                try:
                    data = os.read(terminal, 65536)
                except OSError:
                    break
                if not data:
                    break
                seen += data
                output.write(data)
                output.flush()
        status = os.waitpid(pid, 0)[1]
        sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
        """;

    private final Path folder;
    private final int columns;
    private final List<String> steps = new ArrayList<>();

    /** @param folder the working directory, and the folder of the output */
    PseudoTerminal(Path folder, int columns) {
        this.folder = folder;
        this.columns = columns;
    }

    PseudoTerminal await(String text) {
        steps.add("wait " + text);
        return this;
    }

    PseudoTerminal type(String keys) {
        steps.add("type " + keys);
        return this;
    }

    PseudoTerminal resize(int newColumns) {
        steps.add("resize " + newColumns);
        return this;
    }

    /** Skips the test if there is no Python with pseudo-terminals. */
    static void assumeAvailable() throws IOException, InterruptedException {
        boolean present;
        try {
            present = new ProcessBuilder("python3", "-c", "import pty, termios")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            present = false;
        }
        assumeTrue(present, "python3 with the modules pty and termios is needed to open a pseudo-terminal");
    }

    /** Runs a command to its end, and returns its exit code. */
    int run(String language, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                "-c",
                SCRIPT,
                String.valueOf(columns),
                folder.resolve("terminal").toString(),
                String.valueOf(steps.size())));
        command.addAll(steps);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classPath(),
                PantreeApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("python").toFile());
        builder.environment().put("PANTREE_LANG", language);
        builder.environment().put("PANTREE_ACCESS_TOKEN", "simulator-token");
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("Still running: " + output());
        }
        return process.exitValue();
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Everything that was written to the terminal. */
    String output() throws IOException {
        return Files.readString(folder.resolve("terminal"), StandardCharsets.UTF_8);
    }

    /** The lines that stay on the screen, without the content of erased lines. */
    List<String> screen() throws IOException {
        return Stream.of(output().split("\r?\n", -1))
                .map(line -> line.replaceAll("(?s)^.*\r\u001B\\[K", ""))
                .toList();
    }

    /** The bars in the order of their display. */
    List<String> bars() throws IOException {
        return List.of(output().replace("^C", "").split("\r\u001B\\[K|\r?\n")).stream()
                .filter(line -> line.matches(".* \\d+% .*\\d+/\\d+.*"))
                .toList();
    }
}
