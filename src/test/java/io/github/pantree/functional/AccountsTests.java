package io.github.pantree.functional;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Two accounts in one home. */
final class AccountsTests extends AccountsContract {

    @Override
    HomeFixture withDatabase(HomeFixture fixture) {
        return fixture;
    }

    @Override
    void forgetAccounts() throws SQLException {
        try (Connection database =
                        DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("home/pantree"), "", "");
                Statement statement = database.createStatement()) {
            statement.execute("update manifest set account = null");
        }
    }
}
