package io.github.pantree.provisioning;

import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationEvent;

/**
 * Sets up the log of this process, for one application context at a time: {@code serve} opens and closes several at
 * once, but there is one log.
 */
final class SerialLoggingListener extends LoggingApplicationListener {

    private static final Object LOG = new Object();

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        synchronized (LOG) {
            super.onApplicationEvent(event);
        }
    }
}
