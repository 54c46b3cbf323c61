package io.github.pantree.console.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request that is too large, and an upload by a user who must not upload, before its body is read: the CSRF
 * check would read all of a form to find its token.
 */
final class UploadGuard extends OncePerRequestFilter {

    private final long limit;
    private final AuditLog audit;

    /** @param limit bytes of a whole request */
    UploadGuard(long limit, AuditLog audit) {
        this.limit = limit;
        this.audit = audit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            refuse(request, response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else if (isUpload(request) && !mayUpload()) {
            refuse(request, response, HttpServletResponse.SC_FORBIDDEN);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        audit.log(request.getUserPrincipal(), "console.audit.refused", request.getMethod(), request.getRequestURI());
        response.sendError(status);
    }

    private static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean mayUpload() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        return user != null
                && user.isAuthenticated()
                && user.getAuthorities().stream().anyMatch(role -> Roles.RUN.equals(role.getAuthority()));
    }
}
