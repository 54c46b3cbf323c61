/** The settings of runs and jobs: job definitions, binding, and the check for unknown keys. */
@NullMarked
package io.github.pantree.provisioning.settings;

import org.jspecify.annotations.NullMarked;
