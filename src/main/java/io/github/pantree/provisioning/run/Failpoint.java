package io.github.pantree.provisioning.run;

/**
 * A failpoint: halts the process at a named point, for tests of crash safety. Does nothing unless the system property
 * {@code pantree.test.kill} has the name of the point and the number of times to pass it before, such as {@code
 * before-record:3}.
 */
public final class Failpoint {

    private static final String SETTING = System.getProperty("pantree.test.kill", "");
    private static final int KILLED = 137;
    private static int passed;

    private Failpoint() {}

    public static void hit(String name) {
        if (!SETTING.isEmpty() && SETTING.startsWith(name + ":")) {
            haltAt(Integer.parseInt(SETTING.substring(name.length() + 1)));
        }
    }

    private static synchronized void haltAt(int count) {
        if (passed++ == count) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
