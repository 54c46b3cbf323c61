/** The access token of an account: stored between runs, shared by processes, refreshed once for all calls. */
@NullMarked
package io.github.pantree.pan123.token;

import org.jspecify.annotations.NullMarked;
