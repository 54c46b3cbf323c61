package io.github.pantree.console.login;

import io.github.pantree.support.TimeSource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Requires of each request an allowed host, a session, a CSRF token and a role. */
@Configuration(proxyBeanMethods = false)
@Import(LoginController.class)
public class SecurityConfiguration {

    /** The page on which users sign in, and the address of its form. */
    static final String LOGIN = "/login";

    /** Maximum size of an upload request: the file, and what a browser adds to it. */
    private static final long MOST_BYTES = 66L << 20;

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Bean
    AuditLog auditLog() {
        return new AuditLog();
    }

    @Bean
    UserDetailsService users(ConsoleSettings settings) {
        List<UserDetails> users = settings.users().entrySet().stream()
                .map(user -> User.withUsername(user.getKey())
                        .password(user.getValue().password())
                        .authorities(Roles.of(user.getValue().role()))
                        .build())
                .toList();
        return new InMemoryUserDetailsManager(users);
    }

    @Bean
    SecurityContextRepository securityContexts() {
        return new HttpSessionSecurityContextRepository();
    }

    @Bean
    CsrfTokenRepository csrfTokens() {
        return new HttpSessionCsrfTokenRepository();
    }

    /** For the link: a new session ID, and a new CSRF token. */
    @Bean
    SessionAuthenticationStrategy sessionStrategy(CsrfTokenRepository tokens) {
        return new CompositeSessionAuthenticationStrategy(
                List.of(new ChangeSessionIdAuthenticationStrategy(), new CsrfAuthenticationStrategy(tokens)));
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> unreadBodies() {
        return server -> server.addEngineValves(new UnreadBodyValve());
    }

    /** A name that an attacker's DNS resolves to this machine is not in the list. */
    @Bean
    WebSecurityCustomizer allowedHosts(ConsoleSettings settings) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHostnames(host -> settings.hosts().contains(host.toLowerCase(Locale.ROOT)));
        return web -> web.httpFirewall(firewall);
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            ConsoleSettings settings,
            SecurityContextRepository contexts,
            CsrfTokenRepository tokens,
            AuditLog audit)
            throws Exception {
        http.authorizeHttpRequests(SecurityConfiguration::authorize)
                .addFilterBefore(new AnonymousBodyGuard(MOST_BYTES, TimeSource.SYSTEM), CsrfFilter.class)
                .addFilterBefore(new OriginGuard(audit), CsrfFilter.class)
                .addFilterBefore(new ChangeGuard(MOST_BYTES, audit), CsrfFilter.class)
                .securityContext(context -> context.securityContextRepository(contexts))
                // A token would need a session for each visitor; the origin is checked.
                .csrf(csrf -> csrf.csrfTokenRepository(tokens).ignoringRequestMatchers(LOGIN))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        // Without one, browsers do not state the origin of a form either.
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN)))
                .logout(logout -> logout.logoutSuccessUrl(LOGIN))
                .exceptionHandling(refusal -> refusal.accessDeniedHandler(
                                (request, response, denied) -> refuse(request, response, audit))
                        .authenticationEntryPoint((request, response, missing) -> askToSignIn(request, response)));
        if (!settings.users().isEmpty()) {
            SignInLimiter limiter = new SignInLimiter(TimeSource.SYSTEM);
            http.formLogin(form -> logIn(form, limiter, audit))
                    .addFilterBefore(pauses(limiter, audit), UsernamePasswordAuthenticationFilter.class);
        }
        return http.build();
    }

    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/assets/**", LOGIN, "/link", "/actuator/**")
                .permitAll()
                .requestMatchers(HttpMethod.POST, LOGIN, "/logout")
                .permitAll()
                .requestMatchers(HttpMethod.GET)
                .hasAuthority(Roles.VIEW)
                .anyRequest()
                .hasAuthority(Roles.RUN);
    }

    private static void logIn(FormLoginConfigurer<HttpSecurity> form, SignInLimiter limiter, AuditLog audit) {
        form.loginPage(LOGIN)
                .successHandler((request, response, user) -> {
                    limiter.recordSuccess(request.getRemoteAddr());
                    audit.log(user, "console.audit.password");
                    response.sendRedirect("/");
                })
                .failureHandler((request, response, failure) -> {
                    limiter.recordFailure(request.getRemoteAddr());
                    String user = String.valueOf(request.getParameter("username"));
                    audit.log(null, "console.audit.passwordRefused", user);
                    response.sendRedirect(LOGIN + "?error");
                });
    }

    /** Before a password is checked, which takes much processor time on purpose. */
    private static Filter pauses(SignInLimiter limiter, AuditLog audit) {
        return (request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            boolean signsIn =
                    http.getMethod().equals("POST") && http.getRequestURI().equals(LOGIN);
            if (signsIn && limiter.isBlocked(http.getRemoteAddr())) {
                audit.logRefusal(http);
                ((HttpServletResponse) response).sendRedirect(LOGIN + "?pause");
            } else {
                chain.doFilter(request, response);
            }
        };
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, AuditLog audit)
            throws IOException {
        audit.logRefusal(request);
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }

    private static void askToSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals(HttpMethod.GET.name())) {
            response.sendRedirect(LOGIN);
        } else {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }
}
