package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes that read a clock or wait must use the injected {@code TimeSource}, so that tests can advance the time. */
@AnalyzeClasses(packages = "io.github.pantree", importOptions = DoNotIncludeTests.class)
final class ClockTests {

    /** Classes that use real time, and the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            Map.entry("TimeSource", "is the injected clock itself"),
            Map.entry("FairGate", "waits for its turn in a queue, without a time limit"),
            Map.entry("CallExecutor", "waits for the results of its threads, until a time of the injected clock"),
            Map.entry("BoundedBodySubscriber", "limits how long the body of a response may take to arrive"),
            Map.entry("WebhookClient", "limits how long a webhook's server may take"),
            Map.entry("Notifier", "limits how long the end of a run waits for its notifications"),
            Map.entry("PushGateway", "limits how long the push gateway may take"),
            Map.entry("Watchdog", "checks locks every few seconds, in its own thread"),
            Map.entry("ProgressDisplay", "refreshes a terminal, where the exact time does not matter"),
            Map.entry("ProgressPublisher", "refreshes a file, where the exact time does not matter"),
            Map.entry("EventStreams", "sends the progress to browsers, where the exact time does not matter"),
            Map.entry("UploadTasks", "waits for active runs when the console is closed"),
            Map.entry("JobScheduler", "waits for active runs when the scheduler is stopped"));

    /**
     * Forbidden calls that read a clock or wait, as {@code owner.method}; a {@link Clock} or a lock without a time
     * limit may be used.
     */
    private static final Pattern FORBIDDEN = Pattern.compile(String.join(
            "|",
            "java\\.time\\.\\w+\\.now",
            "java\\.time\\.(chrono\\.)?\\w+\\.dateNow",
            "java\\.time\\.Clock\\.(system|tick).*",
            "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)",
            "java\\.util\\.(Date|Timer|GregorianCalendar)\\.<init>",
            "java\\.util\\.Calendar\\.getInstance",
            "java\\.lang\\.Thread\\.(sleep|onSpinWait)",
            // The owner is the declared type of the lock; for compilers before JDK 18, Object.
            "[\\w.$]+\\.wait",
            "java\\.util\\.concurrent\\.TimeUnit\\.(sleep|timedJoin|timedWait)",
            "java\\.util\\.concurrent\\.locks\\.LockSupport\\.park.*",
            "java\\.util\\.concurrent\\.Executors\\.new\\w*Scheduled\\w*",
            "java\\.util\\.concurrent\\.ScheduledThreadPoolExecutor\\.<init>",
            "java\\.util\\.concurrent\\.CompletableFuture\\.(orTimeout|completeOnTimeout|delayedExecutor)"));

    @ArchTest
    static void onlyTheInjectedClockIsReadAndWaitedFor(JavaClasses classes) {
        Map<String, Set<String>> calls = new TreeMap<>();
        classes.stream()
                // It measures real arrivals, and its own tests inject both clocks.
                .filter(type -> !type.getPackageName().equals("io.github.pantree.simulator"))
                .forEach(type -> calls.computeIfAbsent(topLevel(type), name -> new TreeSet<>())
                        .addAll(calls(type)));
        calls.values().removeIf(Set::isEmpty);

        Map<String, Set<String>> unexplained = new TreeMap<>(calls);
        unexplained.keySet().removeAll(EXCEPTIONS.keySet());
        assertThat(unexplained)
                .as("classes that read a clock or wait by themselves: inject TimeSource, or explain them in EXCEPTIONS")
                .isEmpty();
        assertThat(EXCEPTIONS.keySet())
                .as("classes in EXCEPTIONS that no longer need to be there: remove them")
                .isSubsetOf(calls.keySet());
    }

    @Test
    void findsEveryKindOfClockAndWait() {
        Set<String> calls = calls(new ClassFileImporter().importClass(Waiting.class));
        assertThat(calls)
                .containsExactlyInAnyOrder(
                        "java.time.LocalDateTime.now",
                        "java.time.Clock.systemUTC",
                        "java.lang.Object.wait",
                        "java.util.concurrent.CountDownLatch.await",
                        "java.util.concurrent.TimeUnit.sleep",
                        "java.util.concurrent.Executors.newSingleThreadScheduledExecutor",
                        "java.util.Date.<init>");
    }

    private static String topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ClockTests::topLevel).orElse(type.getSimpleName());
    }

    private static Set<String> calls(JavaClass type) {
        return Stream.<JavaAccess<?>>concat(
                        type.getCodeUnitCallsFromSelf().stream(), type.getCodeUnitReferencesFromSelf().stream())
                .filter(ClockTests::isForbidden)
                .map(ClockTests::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }

    private static boolean isForbidden(JavaAccess<?> access) {
        Set<String> parameters = ((CodeUnitAccessTarget) access.getTarget())
                .getRawParameterTypes().stream().map(JavaClass::getName).collect(Collectors.toSet());
        boolean timed = access.getTargetOwner().getPackageName().startsWith("java.util.concurrent")
                && parameters.contains(TimeUnit.class.getName())
                && !access.getTargetOwner().isEquivalentTo(TimeUnit.class);
        return (timed || FORBIDDEN.matcher(name(access)).matches()) && !parameters.contains(Clock.class.getName());
    }

    /** Uses everything that the rule forbids and allows; analysed, not executed. */
    @SuppressWarnings({"unused", "ReturnValueIgnored", "JavaTimeDefaultTimeZone", "WaitNotInLoop", "JavaUtilDate"})
    private static final class Waiting {

        void forbidden(Object lock, CountDownLatch latch) throws InterruptedException {
            LocalDateTime.now();
            Clock.systemUTC();
            lock.wait(1);
            latch.await(1, TimeUnit.SECONDS);
            TimeUnit.SECONDS.sleep(1);
            Executors.newSingleThreadScheduledExecutor();
            new Date();
        }

        void allowed(Clock clock, CountDownLatch latch) throws InterruptedException {
            LocalDateTime.now(clock);
            latch.await();
            TimeUnit.SECONDS.toMillis(1);
        }
    }
}
