package io.github.pantree.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A requested folder, before its place in the tree is known.
 *
 * @param line the line that names it; null for an implicit parent, which is only part of a path
 * @param column the cell that names it, counted from 1
 * @param keyColumn the cell that identifies it; the same unless rows have keys
 * @param key identifies it within the manifest
 * @param parentKey the key of its parent; empty for the top level
 * @param parentDirId its parent, if the row refers to an existing folder; null otherwise
 * @param name empty if the row's name is invalid, which is a separate problem
 * @param cells the row's cells, joined; null without a line
 */
public record StagedRow(
        @Nullable Long line,
        int column,
        int keyColumn,
        String key,
        String parentKey,
        @Nullable String parentDirId,
        String name,
        @Nullable String cells) {}
