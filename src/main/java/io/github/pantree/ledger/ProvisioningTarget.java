package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;

/**
 * What makes two runs the same job: the same bytes, to the same place.
 *
 * @param contentHash SHA-256 of the manifest's bytes, in hexadecimal
 * @param baseUrl the API
 * @param parent the existing folder under which the manifest's top level goes
 */
public record ProvisioningTarget(String contentHash, String baseUrl, DirId parent) {}
