package com.example.orders;

import static java.util.stream.Collectors.*;

import java.io.IOException;
import java.util.*;
import java.util.function.Function;

/**
 * Orders and their totals: generics, records, sealed types, patterns, lambdas and text blocks.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
public abstract sealed class Orders<T extends Comparable<? super T> & java.io.Serializable>
        extends AbstractList<T> implements Iterable<T>, AutoCloseable permits Orders.Memory {

    private static final long serialVersionUID = 0x1FL;
    protected volatile int count = 0b1010, limit = 1_000;
    transient double rate = 1.5e-3, other = .5f;
    char letter = '\u0041', quote = '\'';
    int[][] grid = new int[3][], fixed = {{1, 2}, {3}};

    static {
        System.loadLibrary("orders");
    }

    {
        count++;
    }

    enum Level implements Function<Integer, Integer> {
        LOW(1) {
            @Override
            public Integer apply(Integer x) {
                return x;
            }
        },
        HIGH(2);

        final int weight;

        Level(int weight) {
            this.weight = weight;
        }

        public Integer apply(Integer x) {
            return x * weight;
        }
    }

    record Point<N extends Number>(N x, N y) {
        Point {
            Objects.requireNonNull(x);
        }

        static Point<Integer> origin() {
            return new Point<>(0, 0);
        }
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    @interface Audit {
        String value() default "none";

        int[] levels() default {};
    }

    @FunctionalInterface
    interface Visitor<R, E extends Exception> {
        R visit(Object node) throws E;

        default void done() {}
    }

    static final class Memory extends Orders<String> {
        private final List<String> items = new ArrayList<>();

        @Override
        public String get(int index) {
            return items.get(index);
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public void close() throws IOException {
            items.clear();
        }
    }

    protected Orders() {
        this(10);
    }

    Orders(final int limit) {
        super();
        this.limit = limit;
    }

    @Audit(value = "area", levels = {1, 2})
    static double area(Shape shape) {
        return switch (shape) {
            case Circle(double r) when r > 0 -> Math.PI * r * r;
            case Circle c -> 0;
            case Square s -> {
                double side = s.side();
                yield side * side;
            }
        };
    }

    <A, B> Map<A, List<B>> group(Collection<? extends B> all, Function<? super B, ? extends A> key) {
        Map<A, List<B>> groups = new HashMap<>();
        outer:
        for (B one : all) {
            for (int i = 0, j = 10; i < j; i += 2, j--) {
                if (i == 4) continue outer;
                if (j >>> 1 == 3 || !(i != j) && (i ^ j) > ~1) break outer;
            }
            groups.computeIfAbsent(key.apply(one), k -> new ArrayList<>()).add(one);
        }
        return groups;
    }

    synchronized String describe(Object value, String... names) throws IOException {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        } else if (value instanceof Point<?>(var x, var y)) {
            return x + "," + y;
        }
        int total = 0;
        do {
            total <<= 1;
            total |= names.length > 2 ? 1 : 0;
        } while (total < 100);
        while (true) {
            if (total-- <= 0) break;
        }
        switch (total) {
            case 1:
            case 2:
                total = 3;
                break;
            default:
                assert total >= 0 : "negative " + total;
        }
        synchronized (this) {
            count += (int) 3.7 % 2;
        }
        try (var memory = new Memory(); Memory second = memory) {
            memory.add("x");
        } catch (IllegalStateException | UnsupportedOperationException e) {
            throw new IOException("cannot add", e);
        } finally {
            ;
        }
        Runnable task = () -> System.out.println("run");
        Function<String, Integer> length = String::length;
        Function<Integer, int[]> maker = int[]::new;
        Comparator<String> order = (var a, var b) -> a.compareTo(b);
        Object anonymous = new Object() {
            @Override
            public String toString() {
                return Orders.this.getClass().getName();
            }
        };
        String block = """
            {"name": "%s",
             "quote": "\""}
            """.formatted(value);
        return Arrays.stream(names).filter(Objects::nonNull).map(n -> n + block).collect(joining(", ", "[", "]"));
    }
}
