package io.github.pantree.provisioning.settings;

import static java.util.Objects.requireNonNullElse;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * The credentials of an account that a job definition refers to: the properties {@code pantree.accounts.NAME.*} from
 * the environment, or the same three keys in the file {@code accounts/NAME.yml} (or {@code .properties}) in the home.
 *
 * @param clientId used with {@code clientSecret} to request access tokens
 * @param accessToken a fixed token instead
 */
public record AccountCredentials(
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String accessToken) {

    private static final Logger log = LoggerFactory.getLogger(AccountCredentials.class);

    private static final String SETTING = "pantree.account";

    /**
     * Makes an account's credentials override all others.
     *
     * @throws InvalidSettingException if no credentials are configured for it
     */
    public static void use(String name, Path home, Environment environment, MutablePropertySources sources) {
        Path folder = home.resolve("accounts");
        AccountCredentials account = Binder.get(environment)
                .bind("pantree.accounts." + uniform(name), AccountCredentials.class)
                .orElse(null);
        if (account == null) {
            account = stored(name, folder).orElseThrow(() -> unknown(name, folder));
        }
        Map<String, Object> credentials = new LinkedHashMap<>();
        // A missing value must not be inherited, since it would belong to another account.
        credentials.put("pantree.client-id", requireNonNullElse(account.clientId, ""));
        credentials.put("pantree.client-secret", requireNonNullElse(account.clientSecret, ""));
        credentials.put("pantree.access-token", requireNonNullElse(account.accessToken, ""));
        sources.addFirst(new MapPropertySource("account", credentials));
    }

    /** The canonical form in which names from the environment are compared. */
    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    private static Optional<AccountCredentials> stored(String name, Path folder) {
        Optional<Path> file = Stream.of(".yml", ".yaml", ".properties")
                .map(kind -> folder.resolve(name + kind))
                .filter(Files::isRegularFile)
                .findFirst();
        return file.map(AccountCredentials::read);
    }

    private static AccountCredentials read(Path file) {
        try {
            FileSystemResource resource = new FileSystemResource(file);
            List<PropertySource<?>> sources = file.toString().endsWith(".properties")
                    ? new PropertiesPropertySourceLoader().load(file.toString(), resource)
                    : new YamlPropertySourceLoader().load(file.toString(), resource);
            MutablePropertySources all = new MutablePropertySources();
            sources.forEach(all::addLast);
            warnIfOpen(file);
            return new Binder(ConfigurationPropertySources.from(all)).bindOrCreate("", AccountCredentials.class);
        } catch (IOException | RuntimeException e) {
            throw InvalidSettingException.of(SETTING, file.toString(), "account.file");
        }
    }

    private static void warnIfOpen(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
            log.warn("{}", Messages.format("setting.account.open", file));
        }
    }

    private static InvalidSettingException unknown(String name, Path folder) {
        String variable = "PANTREE_ACCOUNTS_" + uniform(name).replace("-", "").toUpperCase(Locale.ROOT);
        return InvalidSettingException.of(SETTING, name, "account", variable, folder.resolve(name + ".yml"));
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "Account";
    }
}
