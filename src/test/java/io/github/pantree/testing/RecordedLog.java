package io.github.pantree.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * What a logger, or those of a package, logs during a test, from {@link Level#INFO} up. The level is set here because
 * the product sets its own with its Spring settings: it depends on which tests ran before in the same JVM.
 */
public final class RecordedLog implements BeforeEachCallback, AfterEachCallback {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @Nullable
    private Level before;

    private RecordedLog(String logger) {
        this.logger = (Logger) LoggerFactory.getLogger(logger);
    }

    public static RecordedLog of(Class<?> type) {
        return new RecordedLog(type.getName());
    }

    public static RecordedLog ofPackage(Class<?> type) {
        return new RecordedLog(type.getPackageName());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        appender.list.clear();
        appender.start();
        logger.addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(appender);
        logger.setLevel(before);
    }

    /** Oldest first. */
    public List<ILoggingEvent> events() {
        return List.copyOf(appender.list);
    }

    /** Those of one level, oldest first. */
    public List<ILoggingEvent> events(Level level) {
        return events().stream().filter(event -> event.getLevel() == level).toList();
    }

    /** The texts, oldest first. */
    public List<String> messages(Level level) {
        return events(level).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
