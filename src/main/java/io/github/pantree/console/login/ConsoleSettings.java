package io.github.pantree.console.login;

import io.github.pantree.schedule.ManagementServer;
import io.github.pantree.support.InvalidSettingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * The settings of the console.
 *
 * @param home the home in which uploads are kept and run
 * @param address the address that the server listens on
 * @param hosts the names by which browsers may address it
 * @param users those who may sign in with a password, by name
 * @param secure whether the server speaks TLS
 */
public record ConsoleSettings(Path home, String address, Set<String> hosts, Map<String, User> users, boolean secure) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String HASH = "\\{(bcrypt|argon2@SpringSecurity_v5_8|pbkdf2@SpringSecurity_v5_8)}\\S+";

    /**
     * A user of the console.
     *
     * @param password its hash, such as {@code {bcrypt}$2a$…}
     * @param role view or run
     */
    public record User(
            @DefaultValue("") String password,
            @DefaultValue("view") String role) {

        /** Without the hash. */
        @Override
        public String toString() {
            return "User";
        }
    }

    /**
     * Reads the settings.
     *
     * @throws InvalidSettingException if one cannot be used, or if other machines could reach a console without TLS or
     *     without users
     */
    public static ConsoleSettings from(Environment environment) {
        Binder binder = Binder.get(environment);
        String address = environment.getProperty("pantree.serve.address", LOOPBACK);
        boolean secure = ManagementServer.isSecure(environment);
        Map<String, User> users = binder.bind("pantree.console.users", Bindable.mapOf(String.class, User.class))
                .orElse(Map.of());
        users.forEach(ConsoleSettings::check);
        if (!isLoopback(address) && (!secure || users.isEmpty())) {
            throw InvalidSettingException.of("pantree.serve.address", address, "console.address");
        }
        Set<String> hosts = new TreeSet<>(Set.of("localhost", LOOPBACK, "[::1]"));
        hosts.add(ManagementServer.host(address).toLowerCase(Locale.ROOT));
        binder.bind("pantree.console.hosts", Bindable.listOf(String.class))
                .orElse(List.of())
                .forEach(host -> hosts.add(host.strip().toLowerCase(Locale.ROOT)));
        return new ConsoleSettings(
                Path.of(environment.getRequiredProperty("pantree.home")), address, hosts, users, secure);
    }

    private static void check(String name, User user) {
        String setting = "pantree.console.users." + name;
        if (!user.password().matches(HASH)) {
            // Never the value: it may be the password itself.
            throw InvalidSettingException.of(setting + ".password", "***", "console.password");
        }
        if (!user.role().equals("view") && !user.role().equals("run")) {
            throw InvalidSettingException.of(setting + ".role", user.role(), "console.role");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
