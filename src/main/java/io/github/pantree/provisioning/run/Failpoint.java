package io.github.pantree.provisioning.run;

/**
 * Places at which a test halts the process, to show that it may die there. Does nothing unless the system property
 * {@code pantree.test.kill} names the point and how often it is passed before: {@code before-record:3}.
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
