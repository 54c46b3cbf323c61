package io.github.pantree.console.login;

import io.github.pantree.support.TimeSource;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the requests with a body that are read without a session: each of them occupies a thread of the server until
 * its sender has sent all, which may be never. Bodies are read to their end nevertheless, since browsers do not show
 * the answer to a request that they are still sending.
 */
final class AnonymousBodyGuard extends OncePerRequestFilter {

    static final int MOST_AT_ONCE = 16;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int BUFFER = 1 << 16;

    private final Semaphore permits = new Semaphore(MOST_AT_ONCE);
    private final long limit;
    private final TimeSource timing;

    /** @param limit bytes of a request, above which {@link ChangeGuard} refuses it unread */
    AnonymousBodyGuard(long limit, TimeSource timing) {
        this.limit = limit;
        this.timing = timing;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        boolean large = request.getContentLengthLong() > limit;
        return empty || large || SecurityContextHolder.getContext().getAuthentication() != null;
    }

    /** After these statuses {@link UnreadBodyValve} leaves the body unread. */
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!HttpMethod.POST.matches(request.getMethod())) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST);
        } else if (!permits.tryAcquire()) {
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            try {
                filterWithPermit(request, response, chain);
            } finally {
                permits.release();
            }
        }
    }

    private void filterWithPermit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isSignIn = request.getRequestURI().equals(SecurityConfiguration.LOGIN);
        if (isSignIn && !isReadable(request)) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST);
        } else if (isSignIn || isReadInTime(request.getInputStream())) {
            chain.doFilter(request, response);
        } else {
            refuse(response, HttpServletResponse.SC_REQUEST_TIMEOUT);
        }
    }

    /** A sender that has left gets no answer. */
    private static void refuse(HttpServletResponse response, int status) throws IOException {
        if (!response.isCommitted()) {
            response.sendError(status);
        }
    }

    /** Whether the server accepts the form; otherwise it is too large, damaged, or its sender has left. */
    private static boolean isReadable(HttpServletRequest request) {
        try {
            var unused = request.getParameterMap();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private boolean isReadInTime(InputStream body) throws IOException {
        long end = timing.nanos() + LONGEST.toNanos();
        byte[] buffer = new byte[BUFFER];
        while (timing.nanos() - end < 0) {
            if (body.read(buffer) < 0) {
                return true;
            }
        }
        return false;
    }
}
