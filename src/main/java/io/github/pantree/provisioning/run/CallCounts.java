package io.github.pantree.provisioning.run;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** The numbers of calls that a run sent; the results page describes each number. */
@JsonPropertyOrder({"mkdir", "list", "token", "limited", "retried"})
public record CallCounts(long mkdir, long list, long token, long limited, long retried) {}
