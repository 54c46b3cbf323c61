package io.github.pantree.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/**
 * The language of a page: what its user chose, else what the command line or {@code PANTREE_LANG} says, else what the
 * browser prefers.
 */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration {

    @Bean
    MessageSource messageSource() {
        return new ConsoleTexts();
    }

    @Bean
    LocaleResolver localeResolver(ConsoleOptions options) {
        CookieLocaleResolver languages = new CookieLocaleResolver("language");
        languages.setCookieHttpOnly(true);
        languages.setCookieSameSite("Strict");
        languages.setCookieMaxAge(Duration.ofDays(365));
        languages.setDefaultLocaleFunction(request -> defaultLanguage(request, options.languageSet()));
        return languages;
    }

    private static Locale defaultLanguage(HttpServletRequest request, boolean set) {
        return set || request.getHeader("Accept-Language") == null
                ? Locale.getDefault(Locale.Category.DISPLAY)
                : request.getLocale();
    }

    /** The messages of the program are in the language of the page, too. */
    @Bean
    FilterRegistrationBean<LanguageFilter> languageFilter(LocaleResolver languages) {
        FilterRegistrationBean<LanguageFilter> filter = new FilterRegistrationBean<>(new LanguageFilter(languages));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
