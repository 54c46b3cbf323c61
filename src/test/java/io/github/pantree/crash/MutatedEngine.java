package io.github.pantree.crash;

import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.github.pantree.PantreeApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.DynamicType.Unloaded;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.pool.TypePool;

/** The product with a mistake that the histories must detect: changed classes precede its own in the class path. */
enum MutatedEngine {

    /** Processes that share a database create folders below parents that they have not claimed. */
    CLAIM_AFTER_SEND {
        @Override
        List<Unloaded<?>> changed() {
            return List.of(redefined(LEDGER + "ParentClaims")
                    .method(named("areNeeded"))
                    .intercept(FixedValue.value(false))
                    .make());
        }
    },

    /** Folders are sent without a durable intent. */
    INTENT_AFTER_SEND {
        @Override
        List<Unloaded<?>> changed() {
            return List.of(redefined(LEDGER + "JdbcFolderStore")
                    .method(named("markSent"))
                    .intercept(StubMethod.INSTANCE)
                    .make());
        }
    },

    /** Children are sent before their parent's dirID is durable. */
    ANSWER_BEFORE_COMMIT {
        @Override
        List<Unloaded<?>> changed() {
            return List.of(
                    savingFirst("JdbcFolderStore", "saveOutcomes", "markSent")
                            .visit(Advice.to(HeldOutcomes.Hold.class).on(named("saveOutcomes")))
                            .make(),
                    savingFirst("JdbcAccountTree", "claim", "release", "isShared", "forEachKnownChild")
                            .make(),
                    savingFirst("JdbcLedgerReport").make(),
                    redefined(HeldOutcomes.class.getName()).make());
        }
    },

    /** A folder in doubt is sent again if a single listing lacks it. */
    ONE_LISTING {
        @Override
        List<Unloaded<?>> changed() {
            return List.of(redefined("io.github.pantree.provisioning.settings.RunSettings$SettleSettings")
                    .method(named("looks"))
                    .intercept(FixedValue.value(1))
                    .make());
        }
    };

    private static final String LEDGER = "io.github.pantree.ledger.jdbc.";

    abstract List<Unloaded<?>> changed();

    private static DynamicType.Builder<?> redefined(String className) {
        ClassFileLocator classes = ClassFileLocator.ForClassLoader.of(MutatedEngine.class.getClassLoader());
        TypePool pool = TypePool.Default.of(classes);
        return new ByteBuddy().redefine(pool.describe(className).resolve(), classes);
    }

    /** A part of the ledger that saves the held outcomes before each of its other methods. */
    private static DynamicType.Builder<?> savingFirst(String part, String... except) {
        return redefined(LEDGER + part)
                .visit(Advice.to(HeldOutcomes.Save.class)
                        .on(isMethod().and(isPublic()).and(not(namedOneOf(except)))));
    }

    /**
     * The arguments of {@code java} that start the changed product.
     *
     * @param folder of the jar of the changed classes
     * @param jar the unpacked product
     */
    List<String> program(Path folder, Path jar) throws IOException {
        Path mutation = folder.resolve(name() + ".jar");
        changed().get(0).toJar(mutation.toFile());
        for (Unloaded<?> more : changed().subList(1, changed().size())) {
            more.inject(mutation.toFile());
        }
        return List.of("-cp", mutation + ":" + jar, PantreeApplication.class.getName());
    }
}
