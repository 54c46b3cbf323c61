package io.github.pantree.console.login;

import io.github.pantree.support.TimeSource;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpMethod;
import org.springframework.http.converter.HttpMessageNotReadableException;
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
    /** Maximum size of the form with which users sign in. */
    private static final int LARGEST_FORM = 64 << 10;

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
        if (request.getRequestURI().equals(SecurityConfiguration.LOGIN)) {
            filterSignIn(request, response, chain);
            return;
        }
        int status = read(request.getInputStream(), Long.MAX_VALUE, OutputStream.nullOutputStream());
        if (status == HttpServletResponse.SC_OK) {
            chain.doFilter(request, response);
        } else {
            refuse(response, status);
        }
    }

    /** The server would read the form without a time limit. */
    private void filterSignIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        HttpServletRequest signIn;
        try {
            int status = read(request.getInputStream(), LARGEST_FORM, form);
            if (status != HttpServletResponse.SC_OK) {
                refuse(response, status);
                return;
            }
            signIn = new FormRequest(request, form.toByteArray());
        } catch (IOException | HttpMessageNotReadableException | IllegalArgumentException e) {
            logger.debug("A damaged form, or its sender has left", e);
            refuse(response, HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        chain.doFilter(signIn, response);
    }

    /** A sender that has left gets no answer. */
    private static void refuse(HttpServletResponse response, int status) throws IOException {
        if (!response.isCommitted()) {
            response.sendError(status);
        }
    }

    /**
     * Reads a body to its end.
     *
     * @return the status with which to refuse it; {@link HttpServletResponse#SC_OK} if it is complete
     */
    private int read(InputStream body, long most, OutputStream copy) throws IOException {
        long end = timing.nanos() + LONGEST.toNanos();
        long left = most;
        byte[] buffer = new byte[BUFFER];
        while (timing.nanos() - end < 0) {
            int read = body.read(buffer);
            if (read < 0) {
                return HttpServletResponse.SC_OK;
            }
            left -= read;
            if (left < 0) {
                return HttpServletResponse.SC_BAD_REQUEST;
            }
            copy.write(buffer, 0, read);
        }
        return HttpServletResponse.SC_REQUEST_TIMEOUT;
    }
}
