package io.github.pantree.console.login;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Leaves the rest of a request's body unread after a status with which Tomcat closes the connection. Tomcat would read
 * the body to its end first, as slowly as it is sent.
 */
final class UnreadBodyValve extends ValveBase {

    private static final Set<Integer> CLOSING = Set.of(
            HttpServletResponse.SC_BAD_REQUEST,
            HttpServletResponse.SC_REQUEST_TIMEOUT,
            HttpServletResponse.SC_SERVICE_UNAVAILABLE);

    UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (CLOSING.contains(response.getStatus())) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }
}
