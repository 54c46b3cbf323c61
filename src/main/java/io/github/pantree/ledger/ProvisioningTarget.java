package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;

/**
 * Identifies an account's job instance: the content of the manifest, and where its folders are created.
 *
 * @param contentHash SHA-256 of the manifest's bytes, in hexadecimal
 * @param baseUrl the URL of the API
 * @param parent the existing folder for the manifest's top level
 */
public record ProvisioningTarget(String contentHash, String baseUrl, DirId parent) {

    /** Text from which processes, also of other versions, derive the names of the same locks. */
    public String identity() {
        return String.join("\n", contentHash, baseUrl, parent.value());
    }
}
