package io.github.pantree.console.login;

import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/** The roles of users of the console. */
final class Roles {

    /** May view everything. */
    static final String VIEW = "ROLE_VIEW";

    /** May also upload, run, stop and delete. */
    static final String RUN = "ROLE_RUN";

    private Roles() {}

    static List<GrantedAuthority> of(String role) {
        return role.equals("run")
                ? AuthorityUtils.createAuthorityList(VIEW, RUN)
                : AuthorityUtils.createAuthorityList(VIEW);
    }
}
