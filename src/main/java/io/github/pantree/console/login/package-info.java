/** Who may open the console: one-time link, users, roles, allowed hosts, and a log of what they do. */
@NullMarked
package io.github.pantree.console.login;

import org.jspecify.annotations.NullMarked;
