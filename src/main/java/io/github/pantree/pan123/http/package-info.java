/** The API over HTTP: requests, response envelopes, and the classification of responses. */
@NullMarked
package io.github.pantree.pan123.http;

import org.jspecify.annotations.NullMarked;
