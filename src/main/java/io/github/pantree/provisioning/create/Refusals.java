package io.github.pantree.provisioning.create;

import io.github.pantree.pan123.FolderApi;

/** What refused calls have shown, for the next ones: of their parents, and of the account. */
record Refusals(MissingParents missingParents, FullParents fullParents, AccountRefusals account) {

    static Refusals of(CreationContext context, FolderOutcomes outcomes) {
        FolderApi api = context.api();
        return new Refusals(
                new MissingParents(),
                new FullParents(api.capabilities(), outcomes),
                new AccountRefusals(
                        api.writeHold(),
                        (task, refusal) -> context.tree()
                                .hasFailedElsewhere(context.manifest(), task.knownParent(), task.name(), refusal)));
    }
}
