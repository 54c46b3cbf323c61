package io.github.pantree.pan123;

/** Thrown when the API accepts neither the token nor, if there are any, the credentials. */
public final class CredentialsRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CredentialsRefusedException(String message) {
        super(message);
    }
}
