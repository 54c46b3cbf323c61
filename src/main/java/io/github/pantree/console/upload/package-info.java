/** Uploaded manifests: where they are kept, and how they are planned and run. */
@NullMarked
package io.github.pantree.console.upload;

import org.jspecify.annotations.NullMarked;
