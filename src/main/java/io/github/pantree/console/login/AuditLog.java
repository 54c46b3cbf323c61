package io.github.pantree.console.login;

import io.github.pantree.support.Messages;
import io.github.pantree.support.PrintableText;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Logs the actions of users in the console, in the language of the process. */
public final class AuditLog {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final int LONGEST = 300;

    /**
     * Logs an action.
     *
     * @param who null if the user has not signed in
     * @param key of the message that describes the action
     * @param values fill its placeholders; may come from a browser
     */
    public void log(@Nullable Principal who, String key, Object... values) {
        try {
            Messages.inLanguage(Locale.getDefault(Locale.Category.DISPLAY), () -> {
                Object[] printable =
                        Arrays.stream(values).map(AuditLog::printable).toArray();
                String name = who == null ? Messages.format("console.audit.anonymous") : printable(who.getName());
                log.info("{}", Messages.format("console.audit", name, Messages.format(key, printable)));
                return true;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Logs a refused request with the user of its session, also if the security filters have not run yet. */
    void logRefusal(HttpServletRequest request) {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        Principal who = user instanceof AnonymousAuthenticationToken ? null : user;
        log(who, "console.audit.refused", request.getMethod(), request.getRequestURI());
    }

    private static String printable(Object value) {
        String text = PrintableText.of(String.valueOf(value));
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }
}
