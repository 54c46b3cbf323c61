package io.github.pantree.console.login;

import io.github.pantree.support.Messages;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses before the CSRF check what need not be checked: a change without a session, an upload by a user who must not
 * upload, and a request that is too large. That check would read all of a form to find its token, and create a session
 * to remember one.
 */
final class ChangeGuard extends OncePerRequestFilter {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>pantree</title>
              <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="/assets/console.css">
            </head>
            <body>
            <main class="narrow">
              <h1>pantree</h1>
              <p class="notice bad" role="alert">%s</p>
              <p><a href="/">%s</a></p>
            </main>
            </body>
            </html>""";

    private final long limit;
    private final AuditLog audit;

    /** @param limit bytes of a whole request */
    ChangeGuard(long limit, AuditLog audit) {
        this.limit = limit;
        this.audit = audit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            refuseSize(request, response);
        } else if (isChange(request) && !isSignedIn()) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (isUpload(request)) {
            filterUpload(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void filterUpload(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int status = mayUpload() ? uploadStatus(request) : HttpServletResponse.SC_FORBIDDEN;
        if (status == HttpServletResponse.SC_OK) {
            chain.doFilter(request, response);
        } else if (status == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
            refuseSize(request, response);
        } else {
            audit.logRefusal(request);
            // A sender that has left gets no answer.
            if (!response.isCommitted()) {
                response.sendError(status);
            }
        }
    }

    /** Reads the form: whether a part of it exceeds the server's limits, or it is damaged or incomplete. */
    private static int uploadStatus(HttpServletRequest request) {
        try {
            var unused = request.getParts();
            return HttpServletResponse.SC_OK;
        } catch (IllegalStateException e) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        } catch (ServletException | IOException e) {
            return HttpServletResponse.SC_BAD_REQUEST;
        }
    }

    /** Not by a template: the server would read the form again. */
    private void refuseSize(HttpServletRequest request, HttpServletResponse response) throws IOException {
        audit.logRefusal(request);
        response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter()
                .println(PAGE.formatted(
                        Messages.language().toLanguageTag(),
                        Messages.format("console.large"),
                        Messages.format("console.back")));
    }

    private static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean isChange(HttpServletRequest request) {
        return !HttpMethod.GET.matches(request.getMethod())
                && !request.getRequestURI().equals(SecurityConfiguration.LOGIN);
    }

    private static boolean isSignedIn() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        return user != null && user.isAuthenticated();
    }

    private static boolean mayUpload() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        return user != null && user.getAuthorities().stream().anyMatch(role -> Roles.RUN.equals(role.getAuthority()));
    }
}
