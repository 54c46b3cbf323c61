package io.github.pantree.manifest;

import io.github.pantree.support.InvalidSettingException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The accepted column names, in English and Chinese. Case, whitespace and underscores are ignored. */
final class ColumnNames {

    static final String PATH = "path";
    static final String KEY = "key";
    static final String PARENT_KEY = "parent_key";
    static final String NAME = "name";
    static final String PARENT_DIR_ID = "parent_dir_id";
    private static final String LEVEL = "level";

    private static final int LONGEST_PATH_NAME = 12;

    private static final Map<String, List<String>> NAMES = Map.of(
            PATH,
            List.of("path", "folderpath", "路径", "目录", "目录路径", "文件夹路径", "文件夹", "完整路径"),
            KEY,
            List.of("key", "编号", "目录编号", "文件夹编号"),
            PARENT_KEY,
            List.of("parentkey", "上级编号", "父级编号", "父编号", "上级目录编号", "父目录编号"),
            NAME,
            List.of("name", "名称", "目录名", "目录名称", "文件夹名", "文件夹名称"),
            PARENT_DIR_ID,
            List.of("parentdirid"));

    /** The API's name of the parent, {@code parentID}, and common variants. */
    private static final Pattern PARENT_DIR_IDS = Pattern.compile(
            "(?:parent|上级|上层|父级?|所属)(?:folder|file|dir|directory|目录|文件夹|文件)?(?:的)?(?:dir|dir的)?(?:id|标识)");

    /** What may be the name of such a column, or of one with texts about the parent. */
    private static final Pattern PARENTS = Pattern.compile("p_?id|(?:.*(?:parent|上级|上层|父|所属|目标|存放).*)");

    /** The maximum length of names that are compared with the expected one. */
    private static final int LONGEST_NEAR = 20;

    private static final Pattern LEVELS =
            Pattern.compile("level(\\d{1,3})|第?(\\d{1,3}|[一二三四五六七八九十]{1,3})[级层](?:目录|文件夹|分类|类目)?(?:名称?)?");
    /** What may be the name of a column with folders. */
    private static final Pattern FOLDERS = Pattern.compile("第?[\\d一二三四五六七八九十]+[级层]"
            + "(?:|(?:目录|文件夹|分类|类目|栏目|子目录)(?!.*(?:[编代]码|编号|id|人|数|备注|说明)).*)"
            + "|(?:level|levle|leve|lv|l|目录|文件夹)\\d+|(?:子|下级)(?:目录|文件夹|级)(?:名称?)?"
            + "|sub-?(?:folder|dir|directory)");

    private static final Pattern IDS = Pattern.compile(".*(?:dir|folder|directory|target|目录|文件夹|目标)-?id");

    /** What is the name of a column with the name or the path of the parent. */
    private static final Pattern PARENT_NAMES = Pattern.compile(
            "parent|parent-?(?:folder|dir|directory|path|name)" + "|(?:上级|上层|父级?|所在|所属)(?:目录|文件夹|路径)?(?:名称?|路径)?");

    private static final String DIGITS = "一二三四五六七八九";

    private static final int LONGEST_DECORATION = 12;

    private static final char FIRST_IDEOGRAPH = '\u4e00';
    private static final String TRADITIONAL = "徑錄級編號稱層類標識屬資檔夾選備註";
    private static final String SIMPLIFIED = "径录级编号称层类标识属资档夹选备注";

    private static final Pattern IGNORED = Pattern.compile("[\\s_\\u00a0\\u3000\\ufeff]");

    /** What templates add to a name, to say whether its cells may be empty. */
    private static final Pattern DECORATION =
            Pattern.compile("^[*＊]+|[*＊]+$|[(（【\\[](?:必填|选填|可选|非必填|required|optional)[)）】\\]]");

    private final Map<String, String> mapped = new HashMap<>();

    /** @param columns custom column names, each with its meaning */
    ColumnNames(Map<String, String> columns) {
        columns.forEach(
                (name, meaning) -> mapped.put(normal(name), meaning(meaning).orElse(meaning)));
    }

    /** @throws InvalidSettingException if the word is not a column of any format */
    static void checkMeaning(String word) {
        if (meaning(word).isEmpty()) {
            throw InvalidSettingException.of("pantree.map", word, "map");
        }
    }

    /**
     * The meanings of the columns of a header.
     *
     * @param positions the position of each column of a format
     * @param twice meanings that two columns have
     */
    record Meanings(Map<String, Integer> positions, List<String> twice) {

        private void add(String meaning, int position) {
            if (positions.putIfAbsent(meaning, position) != null) {
                twice.add(meaning);
            }
        }

        private boolean has(String meaning) {
            return positions.containsKey(meaning);
        }

        /** The identifying column of each format that the header uses. */
        List<String> shapes() {
            boolean tree = has(PARENT_KEY) || (has(KEY) && has(NAME) && !has(PATH));
            return Stream.of(has(PATH) ? PATH : "", tree ? PARENT_KEY : "", has(LEVEL + 1) ? LEVEL + 1 : "")
                    .filter(shape -> !shape.isEmpty())
                    .toList();
        }

        /** Whether a level is present without the one above it. */
        boolean hasLevelGap() {
            long levels = positions.keySet().stream()
                    .filter(meaning -> meaning.startsWith(LEVEL))
                    .count();
            return levels > levels().size();
        }

        /** The positions of level1, level2, … up to the first gap. */
        List<Integer> levels() {
            List<Integer> levels = new ArrayList<>();
            Integer position = positions.get(LEVEL + 1);
            while (position != null) {
                levels.add(position);
                position = positions.get(LEVEL + (levels.size() + 1));
            }
            return List.copyOf(levels);
        }
    }

    /** Custom names from the options take precedence over the standard names. */
    Meanings meanings(List<String> header) {
        Meanings meanings = new Meanings(new TreeMap<>(), new ArrayList<>());
        for (int i = 0; i < header.size(); i++) {
            String configured = mapped.get(normal(header.get(i)));
            if (configured != null) {
                meanings.add(configured, i);
            }
        }
        Set<String> taken = Set.copyOf(meanings.positions.keySet());
        for (int i = 0; i < header.size(); i++) {
            Optional<String> meaning = meaning(header.get(i));
            if (meaning.isPresent() && !mapped.containsKey(normal(header.get(i))) && !taken.contains(meaning.get())) {
                meanings.add(meaning.get(), i);
            }
        }
        return meanings;
    }

    /** The names that the options refer to but the header does not contain. */
    List<String> missing(List<String> header) {
        List<String> there = header.stream().map(ColumnNames::normal).toList();
        return mapped.keySet().stream()
                .filter(name -> !there.contains(name))
                .sorted()
                .toList();
    }

    private static Optional<String> meaning(String name) {
        String normal = normal(name);
        Matcher level = LEVELS.matcher(normal);
        if (level.matches()) {
            String number = level.group(1) == null ? level.group(2) : level.group(1);
            return Optional.of(LEVEL + number(number));
        }
        if (PARENT_DIR_IDS.matcher(normal.replace("-", "")).matches()) {
            return Optional.of(PARENT_DIR_ID);
        }
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(normal))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Whether a name is nearly {@link #PARENT_DIR_ID}: if it were ignored, its rows would be created in another place.
     */
    static boolean isNearParentDirId(String name) {
        String normal = normal(name).replace("-", "");
        LevenshteinDistance edits = LevenshteinDistance.getDefaultInstance();
        return meaning(normal).isEmpty()
                && normal.length() < LONGEST_NEAR
                && (edits.apply(normal, "parentdirid") <= 2 || edits.apply(normal, "parentid") <= 1);
    }

    /** Whether the cells of a column may be dirIDs of parents, as far as its name tells. */
    static boolean mayHoldParents(String name) {
        return PARENTS.matcher(normal(name)).matches();
    }

    /** Whether the cells of a column may be names of folders, as far as its name tells. */
    static boolean mayHoldFolders(String name) {
        return FOLDERS.matcher(normal(name)).matches();
    }

    /** Whether the cells of a column may be names or paths of parents, as far as its name tells. */
    static boolean mayHoldParentNames(String name) {
        return PARENT_NAMES.matcher(normal(name)).matches();
    }

    /** Whether the cells of a column are identifiers of folders, as far as its name tells. */
    static boolean isIdColumn(String name) {
        return IDS.matcher(normal(name)).matches();
    }

    /** Whether this is a name of the column with the names of folders. */
    static boolean isNameColumn(String name) {
        return meaning(name).filter(NAME::equals).isPresent();
    }

    /** Whether a text is a name in its normal form; called for each row, so texts of other lengths are passed over. */
    static boolean isSame(String normal, String text) {
        int more = text.length() - normal.length();
        return more >= 0 && more < LONGEST_DECORATION && normal(text).equals(normal);
    }

    /** Whether a text is the name of a column of a shape, rather than a value in it. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() < LONGEST_NEAR
                && text.charAt(0) != '/'
                && meaning(text).isPresent();
    }

    /** Whether a text is a name of the path column; called for each row, so texts that are too long are passed over. */
    static boolean isPathName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_PATH_NAME
                && text.charAt(0) != '/'
                && meaning(text).filter(PATH::equals).isPresent();
    }

    /** Accepts 12, 十二 and 一二; the last one is not a number, and therefore not a level. */
    private static int number(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.parseInt(text);
        }
        int ten = text.indexOf('十');
        if (ten < 0) {
            return DIGITS.indexOf(text.charAt(0)) + 1;
        }
        int tens = ten == 0 ? 1 : DIGITS.indexOf(text.charAt(0)) + 1;
        int ones = ten == text.length() - 1 ? 0 : DIGITS.indexOf(text.charAt(text.length() - 1)) + 1;
        return tens * 10 + ones;
    }

    static String normal(String column) {
        String plain = Normalizer.normalize(column, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String name = IGNORED.matcher(plain).replaceAll("");
        return simplified(DECORATION.matcher(name).replaceAll(""));
    }

    /** Traditional characters of the names as simplified ones. */
    private static String simplified(String name) {
        StringBuilder simplified = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            int traditional = name.charAt(i) < FIRST_IDEOGRAPH ? -1 : TRADITIONAL.indexOf(name.charAt(i));
            if (traditional >= 0) {
                simplified.setCharAt(i, SIMPLIFIED.charAt(traditional));
            }
        }
        return simplified.toString().replace("资料夹", "文件夹").replace("档案夹", "文件夹");
    }
}
