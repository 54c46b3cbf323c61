package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code MessageKeyTests} checks which keys must exist. */
final class MessagesTests {

    private static final Pattern GAP = Pattern.compile("%(\\d+\\$)?[a-z.0-9]*[a-z%]");

    @Test
    void bothLanguagesHaveTheSameKeysWithTheSameGaps() throws IOException {
        assertThat(gaps("messages.properties")).isEqualTo(gaps("messages_zh.properties"));
    }

    @Test
    void speaksTheDisplayLanguage() {
        Locale before = Locale.getDefault(Locale.Category.DISPLAY);
        try {
            Locale.setDefault(Locale.Category.DISPLAY, Locale.CHINA);
            assertThat(Messages.format("problem.name.empty.what")).isEqualTo("名称为空");
            Locale.setDefault(Locale.Category.DISPLAY, Locale.FRANCE);
            assertThat(Messages.format("problem.name.empty.what")).isEqualTo("the name is empty");
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }
    }

    /** The placeholders of each key, without repetitions. */
    private static Map<String, Set<String>> gaps(String file) throws IOException {
        Properties texts = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/io/github/pantree", file))) {
            texts.load(in);
        }
        Map<String, Set<String>> gaps = new TreeMap<>();
        texts.stringPropertyNames().forEach(key -> gaps.put(key, gapsOf(texts.getProperty(key))));
        return gaps;
    }

    private static Set<String> gapsOf(String text) {
        Set<String> gaps = new TreeSet<>();
        int next = 1;
        Matcher matcher = GAP.matcher(text);
        while (matcher.find()) {
            String position = matcher.group(1);
            gaps.add(position == null ? next++ + "$" : position);
        }
        return gaps;
    }
}
