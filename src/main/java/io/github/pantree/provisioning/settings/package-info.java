/**
 * The settings of runs and jobs: job definitions, binding, the check for unknown keys, and the command with the same
 * settings.
 */
@NullMarked
package io.github.pantree.provisioning.settings;

import org.jspecify.annotations.NullMarked;
