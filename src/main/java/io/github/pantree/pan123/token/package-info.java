/** The access token of an account: one, kept between runs, shared by processes. */
@NullMarked
package io.github.pantree.pan123.token;

import org.jspecify.annotations.NullMarked;
