package io.github.pantree.architecture.names.one;

/** Its name is declared in another package, too. */
public final class Twin {

    /** Has the name of a top-level type of another package. */
    public static final class Other {}

    /** One of its names is allowed by a test. */
    public record Stored(int kept, int seal) {}

    /** Contains a forbidden word only as part of another word. */
    public void essay() {}

    public void sayHello() {}

    public void goOnAgain() {}
}
