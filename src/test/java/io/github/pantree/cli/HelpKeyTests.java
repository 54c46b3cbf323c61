package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.support.Messages;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The keys of {@code help.properties} and {@code help_zh.properties} are those that picocli reads for the help of every
 * command.
 */
final class HelpKeyTests {

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @AfterEach
    void restoreLanguage() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyTextOfTheHelpIsUsed(String language) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        RecordingBundle bundle = new RecordingBundle(Messages.bundle("io.github.pantree.help"));
        CommandLine all = CommandLineInterface.commandLine().setResourceBundle(bundle);
        all.getUsageMessage();
        all.getSubcommands().values().forEach(CommandLine::getUsageMessage);

        Set<String> unused = new TreeSet<>(bundle.keySet());
        unused.removeAll(bundle.used);
        assertThat(bundle.used).isNotEmpty();
        assertThat(unused)
                .as("keys of the help that no command or option asks for: delete them, or correct their names")
                .isEmpty();
    }

    @Test
    void bothLanguagesHaveTheSameTexts() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        Set<String> english = Messages.bundle("io.github.pantree.help").keySet();
        Locale.setDefault(Locale.Category.DISPLAY, Locale.CHINA);

        assertThat(Messages.bundle("io.github.pantree.help").keySet())
                .as("keys of help.properties and help_zh.properties")
                .isEqualTo(english);
    }

    /** Records which texts of another bundle are read. */
    private static final class RecordingBundle extends ResourceBundle {

        private final ResourceBundle texts;
        private final Set<String> used = new TreeSet<>();

        RecordingBundle(ResourceBundle texts) {
            this.texts = texts;
        }

        @Override
        protected Object handleGetObject(String key) {
            used.add(key);
            return texts.getObject(key);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(texts.keySet());
        }

        @Override
        protected Set<String> handleKeySet() {
            return texts.keySet();
        }
    }
}
