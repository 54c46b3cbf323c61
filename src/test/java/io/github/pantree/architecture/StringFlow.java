package io.github.pantree.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Finds the string constants that can reach an argument of a method, through the compiled code of a folder of classes:
 * through local variables, conditions, concatenations, parameters, fields, and return values. What it cannot follow,
 * such as the parameter of a lambda, is {@link #UNKNOWN}.
 */
final class StringFlow {

    /** Replaces a part of a text that can have any value. */
    static final String UNKNOWN = "*";

    private static final char ARGUMENT_OF_CONCATENATION = '\u0001';

    /** A call or an assignment, and the method that contains it. */
    private record Place(Method method, AbstractInsnNode instruction) {}

    private record Method(ClassNode owner, MethodNode code, List<Frame<SourceValue>> frames) {
        String place() {
            return owner.name.replace('/', '.') + "." + code.name;
        }

        Frame<SourceValue> before(AbstractInsnNode instruction) {
            return frames.get(code.instructions.indexOf(instruction));
        }
    }

    /** A parameter as the source of a value. */
    private static final class Parameter extends VarInsnNode {
        /** @param local the number of the variable */
        Parameter(int local) {
            super(Opcodes.ALOAD, local);
        }
    }

    private final Map<String, List<Place>> calls = new HashMap<>();
    private final Map<String, List<Place>> assignments = new HashMap<>();
    private final Map<String, Method> methods = new HashMap<>();
    private final Map<String, String> constants = new HashMap<>();
    private final Set<AbstractInsnNode> underWay = new HashSet<>();

    /** @param classes the folder with the compiled classes of all packages */
    StringFlow(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class")).forEach(this::add);
        }
    }

    private void add(Path file) {
        ClassNode type = new ClassNode();
        try {
            new ClassReader(Files.readAllBytes(file)).accept(type, ClassReader.SKIP_DEBUG);
            for (FieldNode field : type.fields) {
                if (field.value instanceof String text) {
                    constants.put(type.name + "." + field.name, text);
                }
            }
            for (MethodNode method : type.methods) {
                Frame<SourceValue>[] frames = new Analyzer<>(new Sources()).analyze(type.name, method);
                add(new Method(type, method, Arrays.asList(frames)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AnalyzerException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private void add(Method method) {
        methods.put(signature(method.owner().name, method.code().name, method.code().desc), method);
        for (AbstractInsnNode instruction : method.code().instructions) {
            Place place = new Place(method, instruction);
            if (method.before(instruction) == null) {
                continue; // unreachable
            }
            if (instruction instanceof MethodInsnNode call) {
                addCall(signature(call.owner, call.name, call.desc), place);
            } else if (instruction instanceof InvokeDynamicInsnNode lambda) {
                target(lambda).ifPresent(target -> addCall(signature(target), place));
            } else if (instruction instanceof FieldInsnNode field && isAssignment(field)) {
                assignments
                        .computeIfAbsent(field.owner + "." + field.name, key -> new ArrayList<>())
                        .add(place);
            }
        }
    }

    private void addCall(String signature, Place place) {
        calls.computeIfAbsent(signature, key -> new ArrayList<>()).add(place);
    }

    /** The method behind a lambda or a method reference. */
    private static Optional<Handle> target(InvokeDynamicInsnNode dynamic) {
        return Arrays.stream(dynamic.bsmArgs)
                .filter(Handle.class::isInstance)
                .map(Handle.class::cast)
                .findFirst();
    }

    private static boolean isAssignment(FieldInsnNode field) {
        return field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC;
    }

    private static String signature(Handle method) {
        return signature(method.getOwner(), method.getName(), method.getDesc());
    }

    private static String signature(String owner, String name, String descriptor) {
        return owner + "." + name + descriptor;
    }

    /**
     * The values that can reach a parameter, by the method that contains them.
     *
     * @param index of the parameter, from 0
     * @return by location, {@code package.Type.method}
     */
    Map<String, Set<String>> into(Class<?> type, String name, int index) {
        Map<String, Set<String>> texts = new HashMap<>();
        String prefix = Type.getInternalName(type) + "." + name + "(";
        for (Map.Entry<String, List<Place>> entry : calls.entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                for (Place place : entry.getValue()) {
                    texts.computeIfAbsent(place.method().place(), key -> new TreeSet<>())
                            .addAll(argument(place, index));
                }
            }
        }
        return texts;
    }

    private Set<String> argument(Place place, int index) {
        if (place.instruction() instanceof InvokeDynamicInsnNode dynamic) {
            Optional<Handle> lambda = target(dynamic);
            boolean bound = lambda.isPresent() && lambda.get().getTag() != Opcodes.H_INVOKESTATIC;
            int captured = Type.getArgumentTypes(dynamic.desc).length;
            int number = index + (bound ? 1 : 0);
            return number < captured ? fromTop(place, captured - 1 - number) : Set.of(UNKNOWN);
        }
        int arguments = Type.getArgumentTypes(((MethodInsnNode) place.instruction()).desc).length;
        return fromTop(place, arguments - 1 - index);
    }

    private Set<String> fromTop(Place place, int depth) {
        Frame<SourceValue> frame = place.method().before(place.instruction());
        return texts(place.method(), frame.getStack(frame.getStackSize() - 1 - depth));
    }

    private Set<String> texts(Method method, SourceValue value) {
        Set<String> texts = new TreeSet<>();
        for (AbstractInsnNode source : value.insns) {
            texts.addAll(texts(new Place(method, source)));
        }
        return texts;
    }

    private Set<String> texts(Place source) {
        AbstractInsnNode instruction = source.instruction();
        if (instruction instanceof LdcInsnNode constant) {
            return constant.cst instanceof String text ? Set.of(text) : Set.of(UNKNOWN);
        }

        if (!underWay.add(instruction)) {
            return Set.of(); // a loop adds no new values
        }
        try {
            Set<String> texts = followed(source);
            return texts.isEmpty() ? Set.of(UNKNOWN) : texts;
        } finally {
            underWay.remove(instruction);
        }
    }

    private Set<String> followed(Place source) {
        AbstractInsnNode instruction = source.instruction();
        if (instruction instanceof Parameter parameter) {
            return parameter(source.method(), parameter.var);
        } else if (instruction instanceof InvokeDynamicInsnNode dynamic
                && dynamic.bsm.getName().startsWith("makeConcat")) {
            return concatenation(source, dynamic);
        } else if (instruction instanceof FieldInsnNode field) {
            return field(field.owner + "." + field.name);
        } else if (instruction instanceof MethodInsnNode call) {
            return returned(call);
        }
        return Set.of(UNKNOWN);
    }

    private Set<String> parameter(Method method, int local) {
        boolean isStatic = (method.code().access & Opcodes.ACC_STATIC) != 0;
        int variable = isStatic ? 0 : 1;
        int index = 0;
        Type[] types = Type.getArgumentTypes(method.code().desc);
        while (index < types.length && variable != local) {
            variable += types[index++].getSize();
        }
        Set<String> texts = new TreeSet<>();
        String signature = signature(method.owner().name, method.code().name, method.code().desc);
        for (Place call : calls.getOrDefault(signature, List.of())) {
            texts.addAll(argument(call, index));
        }
        return texts;
    }

    private Set<String> field(String name) {
        Set<String> texts = new TreeSet<>();
        String constant = constants.get(name);
        if (constant != null) {
            texts.add(constant);
        }
        assignments.getOrDefault(name, List.of()).forEach(place -> texts.addAll(fromTop(place, 0)));
        return texts;
    }

    private Set<String> returned(MethodInsnNode call) {
        Set<String> texts = new TreeSet<>();
        for (Method method : methods.values()) {
            if (isTarget(call, method)) {
                for (AbstractInsnNode instruction : method.code().instructions) {
                    if (instruction.getOpcode() == Opcodes.ARETURN && method.before(instruction) != null) {
                        texts.addAll(fromTop(new Place(method, instruction), 0));
                    }
                }
            }
        }
        return texts;
    }

    /** Whether the call is to the method, or to one that implements it. */
    private static boolean isTarget(MethodInsnNode call, Method method) {
        ClassNode owner = method.owner();
        return method.code().name.equals(call.name)
                && method.code().desc.equals(call.desc)
                && (owner.name.equals(call.owner)
                        || call.owner.equals(owner.superName)
                        || owner.interfaces.contains(call.owner));
    }

    private Set<String> concatenation(Place place, InvokeDynamicInsnNode call) {
        int arguments = Type.getArgumentTypes(call.desc).length;
        String recipe = call.bsmArgs.length > 0
                ? (String) call.bsmArgs[0]
                : String.valueOf(ARGUMENT_OF_CONCATENATION).repeat(arguments);
        Set<String> texts = Set.of("");
        int argument = 0;
        for (int i = 0; i < recipe.length(); i++) {
            char c = recipe.charAt(i);
            Set<String> parts = c == ARGUMENT_OF_CONCATENATION
                    ? fromTop(place, arguments - 1 - argument++)
                    : Set.of(String.valueOf(c));
            texts = joined(texts, parts);
        }
        return texts;
    }

    private static Set<String> joined(Set<String> beginnings, Set<String> ends) {
        Set<String> texts = new TreeSet<>();
        beginnings.forEach(beginning -> ends.forEach(end -> texts.add(beginning + end)));
        return texts;
    }

    /** Follows values through copies to the instruction that produces them. */
    private static final class Sources extends SourceInterpreter {

        Sources() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
            return new SourceValue(type.getSize(), new Parameter(local));
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value.insns.isEmpty() ? super.copyOperation(instruction, value) : value;
        }
    }
}
