package io.github.pantree.console.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in: with the one-time link, or with a password where users are configured. */
@Controller
final class LoginController {

    private final OneTimeLink link;
    private final ConsoleSettings settings;
    private final SecurityContextRepository contexts;
    private final SessionAuthenticationStrategy sessions;
    private final AuditLog audit;

    LoginController(
            OneTimeLink link,
            ConsoleSettings settings,
            SecurityContextRepository contexts,
            SessionAuthenticationStrategy sessions,
            AuditLog audit) {
        this.link = link;
        this.settings = settings;
        this.contexts = contexts;
        this.sessions = sessions;
        this.audit = audit;
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("passwords", !settings.users().isEmpty());
        return "login";
    }

    /** Exchanges the link for a session; the link is used up. */
    @GetMapping("/link")
    String open(
            @RequestParam(defaultValue = "") String token,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!link.redeem(token)) {
            audit.log(null, "console.audit.linkRefused");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            model.addAttribute("used", true);
            return login(model);
        }
        Authentication owner = UsernamePasswordAuthenticationToken.authenticated("owner", null, Roles.of("run"));
        sessions.onAuthentication(owner, request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(owner);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        audit.log(owner, "console.audit.link");
        return "redirect:/";
    }
}
