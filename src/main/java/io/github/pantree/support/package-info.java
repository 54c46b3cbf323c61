/** Technical helpers shared by all packages: messages, problems, errors of settings and files, owner-only files, time. */
@NullMarked
package io.github.pantree.support;

import org.jspecify.annotations.NullMarked;
