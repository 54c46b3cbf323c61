package io.github.pantree.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names that a program has written, or that look like something other than a folder. They are valid, so they only cause
 * warnings.
 */
enum NamePattern {
    /** The text that programs write for empty cells, or spreadsheets for failed formulas. */
    PLACEHOLDER("name.placeholder"),
    /** A number or date that Excel has made from a text. */
    CONVERTED("name.converted"),
    FILE("name.file"),
    URL_ENCODED("name.urlEncoded"),
    FULL_WIDTH_SLASH("name.slash");

    private static final Set<String> PLACEHOLDERS = Set.of(
            "nan",
            "nat",
            "null",
            "(null)",
            "<null>",
            "\\n",
            "none",
            "nil",
            "undefined",
            "n/a",
            "<na>",
            "[null]",
            "(blank)",
            "(空白)",
            "（空白）",
            "inf",
            "-inf",
            "infinity",
            "-infinity",
            "[]",
            "{}",
            "[object object]");
    private static final int LONGEST_PLACEHOLDER = 15;

    /** A year or number from a decimal column; shorter ones are versions. */
    private static final Pattern DECIMAL = Pattern.compile("\\d{3,}\\.0");

    /** A failed formula, or a number that its column is too narrow for. */
    private static final Pattern ERROR = Pattern.compile("(?i)#(REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|ERROR"
            + "|BLOCKED|FIELD|CONNECT|UNKNOWN|BUSY|PYTHON|EXTERNAL|TIMEOUT)!|#NAME\\?|#N/A( N/A)?|#GETTING_DATA|#{3,}");

    private static final Pattern SCIENTIFIC = Pattern.compile("-?\\d(\\.\\d+)?[Ee][+-]\\d{2,3}|-?\\d\\.\\d+E\\d{1,3}");
    private static final String MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private static final Pattern DATE =
            Pattern.compile("\\d{1,2}月\\d{1,2}日|" + MONTH + "-\\d{2}|\\d{1,2}-" + MONTH + "(-\\d{2}|-\\d{4})?");
    private static final Pattern EXTENSION = Pattern.compile("(?i).*[^.\\s]\\.("
            + "jpe?g|jfif|png|apng|gif|bmp|webp|avif|tiff?|tga|exr|heic|heif|svg|ico|raw|arw|cr2|cr3|nef|dng|raf|orf"
            + "|rw2|psd|psb|ai|eps|cdr|indd|idml|sketch|fig|xd|c4d|blend|fbx|obj|stl|skp|dwg|dxf|3ds|ttf|otf|woff2?"
            + "|mp4|mov|avi|mkv|wmv|flv|m4v|rmvb|webm|mpe?g|3gp|m3u8|srt|mp3|wav|flac|aac|m4a|ogg|wma"
            + "|docx?|xls[xmb]?|pptx?|pdf|txt|csv|wps|et|ofd|rtf|epub|xmind|vsdx?|md|log|bak|tmp|db|ini|url|lnk|torrent"
            + "|zip|rar|7z|tar|gz|iso|dmg|exe|msi|apk|ipa|html?|json|xml|css|py|sql)|\\.DS_Store|Thumbs\\.db");
    private static final Pattern ESCAPES = Pattern.compile("(%[0-9A-Fa-f]{2})+");

    /** An escape of several bytes in any encoding, one of a script, one of a workbook, and one of a web page. */
    private static final Pattern OTHER_ESCAPES =
            Pattern.compile("(?i)(%[89A-F][0-9A-F]){2}|%u[0-9A-F]{4}|%0[9AD]|_x[0-9A-F]{4}_"
                    + "|&(amp|lt|gt|quot|nbsp|#\\d{2,6}|#x[0-9A-F]{2,6});");

    /** Printable ASCII characters that are encoded in links; another percent sign is just a percent sign. */
    private static final String ENCODED_ASCII = " /\\:?&=#+%()[]{}<>|\"'@,;!$";

    /** The beginnings of paths of a computer, and of links without their scheme. */
    private static final Pattern PLACE = Pattern.compile("(?i)/?(~|%\\w+%|\\$\\{?\\w+}?|volumes|mnt|this pc|my computer"
            + "|此电脑|我的电脑|计算机|我的网盘|全部文件|www\\.[^/]+|[\\w-][\\w.-]*\\.(com|cn|net|org)"
            + "|(users|home)/[^/]+/(desktop|documents|downloads|pictures|桌面|文档|下载|图片))/.*");

    private static final Logger log = LoggerFactory.getLogger(NamePattern.class);

    private final String key;

    NamePattern(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /**
     * The pattern of a name; null for an ordinary one. A file with a million rows has millions of names, so a cheap
     * test precedes each expensive one.
     *
     * @param last whether no folder is below it in its row
     * @param path whether it is a part of a path
     */
    static @Nullable NamePattern of(String name, boolean last, boolean path) {
        if (name.isEmpty()) {
            return null;
        }
        if (isPlaceholder(name)) {
            return PLACEHOLDER;
        }
        if (isConverted(name)) {
            return CONVERTED;
        }
        if ((name.indexOf('%') >= 0 || name.indexOf('&') >= 0 || name.indexOf("_x") >= 0) && isEncoded(name)) {
            return URL_ENCODED;
        }
        if (path && hasOtherSlash(name)) {
            return FULL_WIDTH_SLASH;
        }
        return last && name.indexOf('.') >= 0 && EXTENSION.matcher(name).matches() ? FILE : null;
    }

    static boolean isPlaceholder(String text) {
        if (text.isEmpty() || text.length() > LONGEST_PLACEHOLDER) {
            return false;
        }
        char first = text.charAt(0);
        if ("nNuUiI#(（<[{\\-".indexOf(first) >= 0) {
            return PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT))
                    || ERROR.matcher(text).matches();
        }
        return text.endsWith(".0") && DECIMAL.matcher(text).matches();
    }

    /** Whether a path ends with the error of a formula, whose slash is no separator. */
    static boolean endsWithError(String path) {
        String end = path.toUpperCase(Locale.ROOT);
        return end.endsWith("#N/A") || end.endsWith("#DIV/0!");
    }

    /** Whether a path begins as on another system, so that too many folders would be created. */
    static boolean isPlace(String path) {
        return PLACE.matcher(path.replace('\\', '/')).matches();
    }

    private static boolean isConverted(String name) {
        char first = name.charAt(0);
        boolean possible = Character.isDigit(first) || first == '-' || (first >= 'A' && first <= 'S');
        return possible
                && (((name.indexOf('E') > 0 || name.indexOf('e') > 0)
                                && SCIENTIFIC.matcher(name).matches())
                        || ((name.indexOf('-') > 0 || name.endsWith("日"))
                                && DATE.matcher(name).matches()));
    }

    private static boolean hasOtherSlash(String name) {
        return name.chars().anyMatch(c -> c == '／' || c == '＼' || c == '∕' || c == '⁄' || c == '﹨' || c == '⧵');
    }

    private static boolean isEncoded(String name) {
        if (OTHER_ESCAPES.matcher(name).find()) {
            return true;
        }
        Matcher escapes = ESCAPES.matcher(name);
        while (escapes.find()) {
            String hex = escapes.group().replace("%", "");
            byte[] bytes = HexFormat.of().parseHex(hex);
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                if (text.chars().anyMatch(c -> c >= 0x80 || ENCODED_ASCII.indexOf(c) >= 0)) {
                    return true;
                }
            } catch (CharacterCodingException e) {
                log.trace("Not UTF-8, so no link: the percent signs are part of {}", name);
            }
        }
        return false;
    }
}
