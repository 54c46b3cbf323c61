package io.github.pantree.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for the names of types, methods and packages. Each method lists the violations with a remedy. */
final class NameRules {

    private static final String NOTHING = "says nothing about what it does";
    private static final String METAPHOR = "is a metaphor or a participle, not a term of the field";

    /** Words that must not occur in the name of a type. */
    private static final Map<String, String> IN_TYPES = words(Map.of(
            NOTHING,
            "manager managers helper helpers util utils impl common misc stuff thing things",
            METAPHOR,
            "told given fitted kept bells eyes hook patience barren spoken seal trouble look looks deeds mishaps"));

    /** Words that must not occur in the name of a method. */
    private static final Map<String, String> IN_METHODS = words(Map.of(
            NOTHING,
            "helper helpers util utils impl common misc stuff",
            "is not a verb of the trade (notify, log, report, describe)",
            "tell tells told say says said",
            "is not a verb of the trade (sleep, wait)",
            "nap",
            "is not a verb of the trade (fix, repair)",
            "mend mends",
            "is not a verb of the trade (arrive, receive)",
            "come comes came",
            "is not a verb of the trade (onListed, observe)",
            "sees saw",
            METAPHOR,
            "gone fitted"));

    /** Words that must not occur in the name of a field or a record component. */
    private static final Map<String, String> IN_FIELDS = words(Map.of(
            NOTHING, "manager managers helper helpers util utils impl common misc stuff thing things",
            METAPHOR, "told kept bells eyes spoken seal trouble deeds mishaps patience barren"));

    /** Pairs of words that count as one, such as {@code goOn}. */
    private static final Set<String> PHRASES = Set.of("go on", "goes on", "let go");

    private static final Set<String> PACKAGES =
            Set.of("util", "utils", "common", "commons", "misc", "helper", "helpers");

    private NameRules() {}

    private static Map<String, String> words(Map<String, String> wordsByReason) {
        Map<String, String> reasons = new TreeMap<>();
        wordsByReason.forEach(
                (reason, words) -> Arrays.stream(words.split(" ")).forEach(word -> reasons.put(word, reason)));
        return reasons;
    }

    /**
     * Top-level types whose simple name also occurs in another package, and nested types with the name of a top-level
     * type of another package.
     *
     * @param allowed simple names that may be declared twice
     */
    static List<String> declaredTwice(JavaClasses classes, Set<String> allowed) {
        Map<String, Set<String>> packages = new TreeMap<>();
        named(classes)
                .filter(JavaClass::isTopLevelClass)
                .forEach(type -> packages.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getPackageName()));
        Stream<String> top = packages.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .filter(entry -> !allowed.contains(entry.getKey()))
                .map(entry -> entry.getKey() + " is declared in " + String.join(" and ", entry.getValue())
                        + ": give one of them a name that says how it differs, or share one type");
        Stream<String> nested = named(classes)
                .filter(type -> !type.isTopLevelClass() && !allowed.contains(type.getSimpleName()))
                .filter(type -> packages.getOrDefault(type.getSimpleName(), Set.of()).stream()
                        .anyMatch(other -> !other.equals(type.getPackageName())))
                .map(type -> type.getName() + " has the name of a top-level type in "
                        + String.join(" and ", packages.getOrDefault(type.getSimpleName(), Set.of()))
                        + ": give it a name that says how it differs");
        return Stream.concat(top, nested).sorted().toList();
    }

    /** @param allowed fields, as {@code Type.field}, whose names are prescribed by a stored or public form */
    static List<String> forbiddenWords(JavaClasses classes, Set<String> allowed) {
        Stream<String> methods = named(classes)
                .flatMap(type -> type.getMethods().stream())
                .filter(NameRules::isNamedHere)
                .flatMap(method -> forbidden(method.getName(), IN_METHODS)
                        .map(why -> method.getOwner().getName() + "." + method.getName() + ": " + why));
        Stream<String> fields = named(classes)
                .flatMap(type -> type.getFields().stream())
                .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(field -> !allowed.contains(field.getOwner().getSimpleName() + "." + field.getName()))
                .flatMap(field -> forbidden(field.getName(), IN_FIELDS)
                        .map(why -> field.getOwner().getName() + "." + field.getName() + ": " + why));
        return Stream.of(forbiddenInTypes(classes).stream(), methods, fields)
                .flatMap(found -> found)
                .distinct()
                .sorted()
                .toList();
    }

    static List<String> forbiddenInTypes(JavaClasses classes) {
        return named(classes)
                .flatMap(type -> forbidden(type.getSimpleName(), IN_TYPES).map(why -> type.getName() + ": " + why))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> forbidden(String name, Map<String, String> reasons) {
        List<String> words = words(name);
        String all = " " + String.join(" ", words) + " ";
        return Stream.concat(
                words.stream().filter(reasons::containsKey).map(word -> "\"" + word + "\" " + reasons.get(word)),
                PHRASES.stream()
                        .filter(phrase -> all.contains(" " + phrase + " "))
                        .map(phrase -> "\"" + phrase + "\" is not a verb of the trade (resume, continue, release)"));
    }

    /** The words of a camel-case name, in lower case. */
    static List<String> words(String name) {
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    static List<String> misnamedExceptions(JavaClasses classes) {
        return named(classes)
                .filter(type -> type.isAssignableTo(Throwable.class))
                .filter(type -> !type.getSimpleName().endsWith("Exception"))
                .map(type -> type.getName() + " is thrown: end its name in Exception")
                .sorted()
                .toList();
    }

    static List<String> packagesOfEverything(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> Arrays.stream(name.split("\\.")).anyMatch(PACKAGES::contains))
                .map(name -> name + " says nothing about what it holds: name it for its capability, or move its types")
                .sorted()
                .toList();
    }

    private static Stream<JavaClass> named(JavaClasses classes) {
        return classes.stream()
                .filter(type -> !type.isAnonymousClass() && !type.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    /** Names that a library's type prescribes are excluded. */
    private static boolean isNamedHere(JavaMethod method) {
        Predicate<JavaClass> prescribes = type -> type.getMethods().stream()
                .anyMatch(inherited -> inherited.getName().equals(method.getName()));
        Set<JavaClass> libraries =
                method.getOwner().getAllRawSuperclasses().stream().collect(Collectors.toSet());
        libraries.addAll(method.getOwner().getAllRawInterfaces());
        return !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                && libraries.stream()
                        .filter(type -> !type.getPackageName().startsWith("io.github.pantree"))
                        .noneMatch(prescribes);
    }
}
