/** Technical helpers of all packages: messages, problems, errors of settings and files, owner-only files, HTTP, time. */
@NullMarked
package io.github.pantree.support;

import org.jspecify.annotations.NullMarked;
