package io.github.pantree.console;

import io.github.pantree.support.Messages;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;

/** Answers each request in the language of its page. */
final class LanguageFilter extends OncePerRequestFilter {

    /** The parameter with which a user chooses a language. */
    private static final String CHOICE = "lang";

    private final LocaleResolver languages;

    LanguageFilter(LocaleResolver languages) {
        this.languages = languages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isPage(request) && request.getParameter(CHOICE) != null) {
            languages.setLocale(request, response, supported(Locale.forLanguageTag(request.getParameter(CHOICE))));
        }
        Locale language = supported(languages.resolveLocale(request));
        try {
            Messages.inLanguage(language, () -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** The page of an error has the method GET, but its parameters are those of the form, which may not be read yet. */
    private static boolean isPage(HttpServletRequest request) {
        return request.getMethod().equals("GET") && request.getDispatcherType() == DispatcherType.REQUEST;
    }

    private static Locale supported(Locale language) {
        return language.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /** Error pages are in the same language. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
