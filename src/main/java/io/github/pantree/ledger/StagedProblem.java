package io.github.pantree.ledger;

/** Something wrong with a manifest; see the manifest room for the words. */
public record StagedProblem(long line, String what, String value, String rule, String remedy) {}
