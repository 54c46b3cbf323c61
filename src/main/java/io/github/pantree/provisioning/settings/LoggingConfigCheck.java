package io.github.pantree.provisioning.settings;

import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ResourceUtils;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Checks {@code logging.config} before the logging system reads it, which would print a stack trace for a file that is
 * missing or is not XML.
 */
public final class LoggingConfigCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final String CONFIG = "logging.config";

    /** In the messages of the logging system. */
    private static final String LOGBACK = "Logback";

    private @Nullable String config;

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        config = event.getEnvironment().getProperty(CONFIG);
        check(event.getEnvironment());
    }

    /** After the settings files are read, before the logging system starts. */
    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER - 1;
    }

    /** @throws InvalidSettingException if the file cannot be read, or is not XML */
    static void check(Environment environment) {
        String file = environment.getProperty(CONFIG, "");
        if (file.isBlank()) {
            return;
        }
        try (InputStream in = ResourceUtils.getURL(file).openStream()) {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.newSAXParser().parse(in, new DefaultHandler());
        } catch (IOException e) {
            throw InvalidSettingException.of(CONFIG, file, "logging", FileSystemErrors.describe(e));
        } catch (SAXParseException e) {
            throw InvalidSettingException.of(CONFIG, file, "logging", e.getLineNumber() + ": " + e.getMessage());
        } catch (SAXException | ParserConfigurationException e) {
            throw InvalidSettingException.of(CONFIG, file, "logging", String.valueOf(e.getMessage()));
        }
    }

    /** The invalid setting that kept the logging system from starting, such as an unknown class. */
    public Optional<RuntimeException> invalidSetting(RuntimeException failure) {
        String file = config;
        if (file == null) {
            return Optional.empty();
        }
        return Stream.of(failure)
                .filter(IllegalStateException.class::isInstance)
                .map(e -> String.valueOf(e.getMessage()))
                .filter(message -> message.contains(LOGBACK))
                .map(message -> (RuntimeException) InvalidSettingException.of(
                        CONFIG,
                        file,
                        "logging",
                        message.lines().skip(1).findFirst().orElse(message)))
                .findFirst();
    }
}
