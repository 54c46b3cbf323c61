/** The job: reads a manifest, looks at what exists, creates what does not, and leaves results whatever happens. */
@NullMarked
package io.github.pantree.provisioning;

import org.jspecify.annotations.NullMarked;
