package io.github.pantree.pan123.http;

import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the API client with the settings, the metrics and, if present, the {@link SharedStore} of the context. */
@Configuration(proxyBeanMethods = false)
public class Pan123Configuration {

    @Bean
    FolderApi folderApi(
            Pan123Settings settings,
            HttpConnector connector,
            TimeSource timing,
            PantreeMetrics meters,
            ObjectProvider<SharedStore> shared) {
        return new HttpFolderApi(settings, connector, timing, meters, shared.getIfAvailable());
    }
}
