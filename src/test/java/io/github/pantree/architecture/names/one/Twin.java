package io.github.pantree.architecture.names.one;

/** Its name is declared in another package, too. */
public final class Twin {

    /** As a top-level type of another package is called. */
    public static final class Other {}

    /** Not a word of its own in a name that contains it. */
    public void essay() {}

    public void sayHello() {}

    public void goOnAgain() {}
}
