/** The API over HTTP: requests, envelopes, and what an answer means. */
@NullMarked
package io.github.pantree.pan123.http;

import org.jspecify.annotations.NullMarked;
