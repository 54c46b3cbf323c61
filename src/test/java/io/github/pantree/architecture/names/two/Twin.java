package io.github.pantree.architecture.names.two;

/** Its name is declared in another package, too. */
public final class Twin extends java.util.ArrayList<String> {

    private static final long serialVersionUID = 1L;
}
