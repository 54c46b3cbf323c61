package io.github.pantree.support;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates messages that were stored as texts, for example by a run in another language, to the language of the
 * thread.
 *
 * <p>A message is recognized by its own words. What fills its placeholders is kept, and translated if it is a message
 * itself. Any other text is returned unchanged.
 */
public final class MessageTranslator {

    private static final Pattern PLACEHOLDER = Pattern.compile("%(?:(\\d+)\\$)?s");

    /** A message of one word, such as the state of a folder, could also be the name of a folder. */
    private static final Pattern SENTENCE = Pattern.compile("\\p{L} [-\\p{L}]");

    private static final Map<Locale, List<Wording>> WORDINGS = new ConcurrentHashMap<>();

    /**
     * The text of a message in one language.
     *
     * @param text matches the texts that the message can have
     * @param placeholders the number of the value in each group of the pattern, counted from 1
     * @param words the length of its own words
     */
    private record Wording(String key, Pattern text, List<Integer> placeholders, int words) {

        static Wording of(String key, String message) {
            WordingBuilder builder = new WordingBuilder();
            builder.append(message);
            return new Wording(
                    key, Pattern.compile(builder.text.toString(), Pattern.DOTALL), builder.placeholders, builder.words);
        }

        String translate(Matcher found, ResourceBundle target) {
            Object[] values = new Object
                    [placeholders.stream().max(Comparator.naturalOrder()).orElse(0)];
            for (int i = 0; i < placeholders.size(); i++) {
                values[placeholders.get(i) - 1] = MessageTranslator.translate(found.group(i + 1));
            }
            return Messages.formatFrom(target, key, values);
        }
    }

    /** Builds the pattern of a message that matches both the singular and the plural of its {@link Plural} forms. */
    private static final class WordingBuilder {

        private final StringBuilder text = new StringBuilder();
        private final List<Integer> placeholders = new ArrayList<>();
        private int words;

        void append(String message) {
            int end = 0;
            Matcher choice = Plural.CHOICE.matcher(message);
            while (choice.find()) {
                appendWords(message.substring(end, choice.start()));
                text.append("(?:").append(Pattern.quote(choice.group(2))).append('|');
                text.append(Pattern.quote(choice.group(3))).append(')');
                words += choice.group(2).length();
                end = choice.end();
            }
            appendWords(message.substring(end));
        }

        private void appendWords(String message) {
            int end = 0;
            Matcher found = PLACEHOLDER.matcher(message);
            while (found.find()) {
                appendOwn(message.substring(end, found.start()));
                text.append("(.*)");
                placeholders.add(found.group(1) == null ? placeholders.size() + 1 : Integer.valueOf(found.group(1)));
                end = found.end();
            }
            appendOwn(message.substring(end));
        }

        private void appendOwn(String part) {
            String own = part.replace("%%", "%");
            words += own.length();
            text.append(Pattern.quote(own));
        }
    }

    private MessageTranslator() {}

    /** The text in the language of this thread, if it is a message in another language. */
    public static String translate(String text) {
        Locale other = Messages.isAsciiLanguage() ? Locale.CHINESE : Locale.ENGLISH;
        for (Wording wording : WORDINGS.computeIfAbsent(other, MessageTranslator::wordings)) {
            Matcher found = wording.text().matcher(text);
            if (found.matches()) {
                return wording.translate(found, Messages.bundle());
            }
        }
        return text;
    }

    /** Those with the most words first, since they are the least ambiguous. */
    private static List<Wording> wordings(Locale language) {
        ResourceBundle messages = Messages.bundle(language);
        ResourceBundle english = Messages.bundle(Locale.ENGLISH);
        return messages.keySet().stream()
                .filter(key -> SENTENCE.matcher(english.getString(key)).find())
                .map(key -> Wording.of(key, messages.getString(key)))
                .sorted(Comparator.comparingInt(Wording::words).reversed().thenComparing(Wording::key))
                .toList();
    }
}
