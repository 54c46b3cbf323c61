/** Shared technical helpers: messages, problems, errors of settings and files, owner-only files, HTTP bodies, time. */
@NullMarked
package io.github.pantree.support;

import org.jspecify.annotations.NullMarked;
