package io.github.proxysqljdbc.examples.benchmark.stub;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;

/**
 * Makes a class of an abstract one that implements only the methods the benchmark calls; the others throw AbstractMethodError, which the
 * JVM allows and the compiler does not. It saves some 400 methods that only throw.
 */
final class StubClasses {
    private StubClasses() {}

    /** The constructor of a concrete subclass, as a function from its parameters to {@code type}: costs what {@code new} does. */
    static <T> MethodHandle constructorOf(MethodHandles.Lookup lookup, Class<T> type, Class<?>... parameters) {
        try {
            Class<?> concrete = new ByteBuddy(ClassFileVersion.JAVA_V17)
                    .subclass(type, ConstructorStrategy.Default.IMITATE_SUPER_CLASS)
                    .name(type.getName() + "$Made")
                    .make()
                    .load(type.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(lookup))
                    .getLoaded();
            return lookup.findConstructor(concrete, MethodType.methodType(void.class, parameters))
                    .asType(MethodType.methodType(type, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no subclass of " + type, e);
        }
    }

    /** What a constructor's call throws, which no constructor here does. */
    static RuntimeException unexpected(Throwable thrown) {
        return new IllegalStateException("a stub's constructor failed", thrown);
    }
}
