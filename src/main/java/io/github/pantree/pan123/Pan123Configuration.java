package io.github.pantree.pan123;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API client. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Pan123Settings.class)
public class Pan123Configuration {

    @Bean
    Timing timing() {
        return Timing.SYSTEM;
    }

    @Bean
    FolderApi folderApi(Pan123Settings settings, Timing timing) {
        return new HttpFolderApi(settings, timing);
    }
}
