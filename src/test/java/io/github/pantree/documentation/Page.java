package io.github.pantree.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A page of the documentation, parsed as far as tests need its Markdown. */
record Page(Path file, List<String> lines) {

    static final Path README = Path.of("README.md");
    static final Path DOCS = Path.of("src/docs");
    static final Path CHINESE = DOCS.resolve("zh");
    static final Path DECISIONS = Path.of("decisions");

    private static final Pattern HEADING = Pattern.compile("^(#{1,6}) +(.+?)\\s*$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern FENCE = Pattern.compile("^ *```+ *(\\w*).*$");

    /**
     * A fenced block.
     *
     * @param language the word after the fence; empty if there is none
     */
    record Block(Page page, int line, String language, List<String> lines) {}

    static Page read(Path file) {
        try {
            return new Page(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("missing or unreadable page: " + file, e);
        }
    }

    /** The README and every page outside of the Chinese tree. */
    static List<Page> english() {
        return Stream.concat(Stream.of(README), files(DOCS)).map(Page::read).toList();
    }

    static List<Page> all() {
        return Stream.concat(english().stream(), files(CHINESE).map(Page::read)).toList();
    }

    /** The pages of a tree: those in the folder itself, and the decision records. */
    private static Stream<Path> files(Path tree) {
        return Stream.of(tree, tree.resolve(DECISIONS)).flatMap(folder -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException("missing folder: " + folder, e);
            }
        });
    }

    /** The page with the same name in the Chinese tree. */
    Page chinese() {
        return read(chinese(file));
    }

    private static Path chinese(Path english) {
        return CHINESE.resolve(english.equals(README) ? english : DOCS.relativize(english));
    }

    /** Whether this is a decision record, or their index. */
    boolean isDecision() {
        return file.getNameCount() > 1 && file.getName(file.getNameCount() - 2).equals(DECISIONS);
    }

    /** The lines outside of fenced blocks; the others are replaced by empty ones, to keep the line numbers. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            boolean fence = FENCE.matcher(line).matches();
            prose.add(fence || fenced ? "" : line);
            fenced ^= fence;
        }
        return prose;
    }

    List<Integer> headingLevels() {
        return headings().map(heading -> heading.indexOf(' ')).toList();
    }

    /** The text of the first heading. */
    String title() {
        return headings(1).get(0);
    }

    /** The texts of the headings of a level, in order. */
    List<String> headings(int level) {
        String prefix = "#".repeat(level) + " ";
        return headings()
                .filter(heading -> heading.startsWith(prefix))
                .map(heading -> HEADING.matcher(heading).replaceFirst("$2"))
                .toList();
    }

    private Stream<String> headings() {
        return prose().stream().filter(line -> HEADING.matcher(line).matches());
    }

    /** The fragments that GitHub generates for the headings. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        headings()
                .map(heading -> HEADING.matcher(heading).replaceFirst("$2").toLowerCase(Locale.ROOT))
                .map(text -> LINK.matcher(text).replaceAll("").replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", ""))
                .map(text -> text.replace(' ', '-'))
                .forEach(anchor -> {
                    int before = seen.merge(anchor, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? anchor : anchor + "-" + before);
                });
        return anchors;
    }

    /** What is marked as code within the text, also across line breaks. */
    Set<String> inlineCode() {
        String text = prose().stream().map(String::strip).collect(Collectors.joining(" "));
        return CODE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /** The targets of links within the repository. */
    List<String> links() {
        return prose().stream()
                .flatMap(line -> LINK.matcher(CODE.matcher(line).replaceAll("")).results())
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** The page that the first link leads to. */
    Path firstLink() {
        return target(links().get(0));
    }

    /** The files that the other links lead to; instead of an English page, its Chinese one. */
    Set<Path> linkedFiles() {
        List<Path> english = english().stream().map(Page::file).toList();
        return links().stream()
                .skip(1)
                .map(this::target)
                .map(target -> english.contains(target) && !isChinese() ? chinese(target) : target)
                .collect(Collectors.toSet());
    }

    private boolean isChinese() {
        return file.startsWith(CHINESE);
    }

    private Path target(String link) {
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty() ? file : file.resolveSibling(path).normalize();
    }

    List<Block> blocks() {
        List<Integer> fences = IntStream.range(0, lines.size())
                .filter(line -> FENCE.matcher(lines.get(line)).matches())
                .boxed()
                .toList();
        return IntStream.iterate(0, i -> i + 1 < fences.size(), i -> i + 2)
                .mapToObj(i -> block(fences.get(i), fences.get(i + 1)))
                .toList();
    }

    private Block block(int from, int to) {
        String language = FENCE.matcher(lines.get(from)).replaceFirst("$1");
        return new Block(this, from + 1, language, lines.subList(from + 1, to));
    }

    /** The rows of all tables, without headers, each with its cells. */
    List<List<String>> rows() {
        return prose().stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|--"))
                .map(Page::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        String marked = row.strip().replace("\\|", "\u0000");
        return Stream.of(marked.substring(1).split("\\|", -1))
                .map(cell -> cell.replace('\u0000', '|').strip())
                .toList();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
