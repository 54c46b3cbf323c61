/** What happens when nobody is at the screen: which manifests a job has, when it is its turn, and who is told. */
@NullMarked
package io.github.pantree.schedule;

import org.jspecify.annotations.NullMarked;
