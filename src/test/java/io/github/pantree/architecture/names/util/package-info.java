/** Names that the rules of {@code NameRules} find, as its tests expect. */
@org.jspecify.annotations.NullMarked
package io.github.pantree.architecture.names.util;
