package io.github.pantree.pan123;

/** Thrown when the API accepts neither the token nor, if there are any, the credentials. */
public final class CredentialsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CredentialsRefused(String message) {
        super(message);
    }
}
