package io.github.pantree.functional;

/** Two accounts in one home. */
final class AccountsTests extends AccountsContract {

    @Override
    Bench withDatabase(Bench bench) {
        return bench;
    }
}
