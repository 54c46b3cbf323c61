package io.github.pantree.pan123;

import io.github.pantree.meters.Meters;
import io.github.pantree.support.TimeSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API client. Takes its {@link Pan123Settings}, the {@link Meters} and {@link SharedNotes}, if any, from the context. */
@Configuration(proxyBeanMethods = false)
public class Pan123Configuration {

    @Bean
    TimeSource timing() {
        return TimeSource.SYSTEM;
    }

    @Bean
    FolderApi folderApi(Pan123Settings settings, TimeSource timing, Meters meters, ObjectProvider<SharedNotes> shared) {
        return new HttpFolderApi(settings, timing, meters, shared.getIfAvailable());
    }
}
