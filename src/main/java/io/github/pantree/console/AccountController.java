package io.github.pantree.console;

import io.github.pantree.provisioning.AccountOverview;
import io.github.pantree.support.DisplayDuration;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of the accounts: what runs have learned about them, from small files in the homes. */
@Controller
final class AccountController {

    private final RunFolders folders;

    AccountController(RunFolders folders) {
        this.folders = folders;
    }

    /**
     * An account as a page shows it.
     *
     * @param names how names are sent, in words
     * @param token the age of the token, in words
     */
    record AccountView(
            String account,
            @Nullable String baseUrl,
            @Nullable String rate,
            @Nullable String rateFound,
            String names,
            String token) {

        static AccountView of(AccountOverview account, Instant now) {
            return new AccountView(
                    account.account(),
                    account.baseUrl(),
                    account.rate() == null ? null : String.format(Locale.ROOT, "%.1f", account.rate()),
                    account.rateFound() == null ? null : UploadView.when(account.rateFound()),
                    names(account),
                    token(account, now));
        }

        private static String names(AccountOverview account) {
            if (account.baseUrl() == null) {
                return ConsoleTexts.text("accounts.unknown");
            }
            return account.namesPerCall() <= 1
                    ? ConsoleTexts.text("accounts.single")
                    : ConsoleTexts.text("accounts.several", account.namesPerCall());
        }

        private static String token(AccountOverview account, Instant now) {
            Instant obtained = account.tokenObtained();
            Instant expires = account.tokenExpires();
            if (obtained == null || expires == null) {
                return ConsoleTexts.text("accounts.tokenless");
            }
            String age = DisplayDuration.format(Duration.between(obtained, now));
            return expires.isBefore(now)
                    ? ConsoleTexts.text("accounts.expired", age)
                    : ConsoleTexts.text("accounts.token", age, UploadView.when(expires));
        }
    }

    @GetMapping("/accounts")
    String list(Model model) {
        Instant now = TimeSource.SYSTEM.now();
        List<AccountView> accounts = folders.homes().stream()
                .flatMap(home -> AccountOverview.read(home, TimeSource.SYSTEM).stream())
                .map(account -> AccountView.of(account, now))
                .toList();
        model.addAttribute("accounts", accounts);
        return "accounts";
    }
}
