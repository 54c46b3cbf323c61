package io.github.pantree.console.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

final class ConsoleSettingsTests {

    private static final String HASH = "{bcrypt}$2a$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";

    private final MockEnvironment environment = new MockEnvironment().withProperty("pantree.home", "home");

    private void set(String name, String value) {
        environment.setProperty(name, value);
    }

    @Test
    void listensOnLoopbackByDefault() {
        ConsoleSettings settings = ConsoleSettings.from(environment);
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.hosts()).containsExactlyInAnyOrder("localhost", "127.0.0.1", "[::1]");
        assertThat(settings.users()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "::"})
    void otherAddressesNeedTlsAndUsers(String address) {
        set("pantree.serve.address", address);
        assertRefused("pantree.serve.address");
        set("pantree.console.users.anna.password", HASH);
        assertRefused("pantree.serve.address");
        set("server.ssl.bundle", "web");
        assertThat(ConsoleSettings.from(environment).secure()).isTrue();
    }

    @Test
    void tlsAloneDoesNotOpenOtherAddresses() {
        set("pantree.serve.address", "0.0.0.0");
        set("server.ssl.bundle", "web");
        assertRefused("pantree.serve.address");
    }

    @Test
    void disabledTlsCountsAsNone() {
        set("pantree.serve.address", "0.0.0.0");
        set("pantree.console.users.anna.password", HASH);
        set("server.ssl.bundle", "web");
        set("server.ssl.enabled", "false");
        assertRefused("pantree.serve.address");
    }

    @Test
    void otherNamesOfTheServerAreAllowed() {
        set("pantree.serve.address", "::1");
        set("pantree.console.hosts[0]", " Pantree.Example.com ");
        assertThat(ConsoleSettings.from(environment).hosts())
                .containsExactlyInAnyOrder("localhost", "127.0.0.1", "[::1]", "pantree.example.com");
    }

    @Test
    void passwordsAreHashesAndAreNeverQuoted() {
        set("pantree.console.users.anna.password", "secret-word");
        assertThatThrownBy(() -> ConsoleSettings.from(environment))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.console.users.anna.password")
                .hasMessageNotContaining("secret-word");
        set("pantree.console.users.anna.password", "{noop}secret-word");
        assertRefused("pantree.console.users.anna.password");
    }

    @Test
    void rolesAreViewAndRun() {
        set("pantree.console.users.anna.password", HASH);
        set("pantree.console.users.anna.role", "admin");
        assertRefused("pantree.console.users.anna.role");
        set("pantree.console.users.anna.role", "run");
        assertThat(ConsoleSettings.from(environment).users()).containsKey("anna");
        assertThat(ConsoleSettings.from(environment)).asString().doesNotContain("$2a$");
    }

    private void assertRefused(String setting) {
        assertThatThrownBy(() -> ConsoleSettings.from(environment))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(setting);
    }
}
