package io.github.proxysqljdbc.sql;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each statement what it is and where it belongs. A text seen before costs one look-up; a new text of a known digest one pass of
 * the lexer and a look-up; a new digest is examined, and if it might go to a reader, parsed. Both caches are bounded. Thread-safe.
 *
 * <p>A text whose digest has literals taken out is kept by text only now and then: a text that comes again and again is soon there, and one
 * with ever new literals does not churn the cache.
 */
public final class Classifier {
    /** Longer texts are not kept by text. */
    static final int MAX_CACHED_TEXT = 4096;

    /** Longer digests are not kept, and are cut in {@link StatementInfo#digest()}. What the parser takes is kept. */
    static final int MAX_CACHED_DIGEST = ParserWitness.MAX_LENGTH;

    private static final int KEEP_ONE_OF = 16;
    private static final int ENTRY_WEIGHT = 200;
    private static final long DEFAULT_WEIGHT = 8L << 20;

    private final StatementCache<Object> byText;
    private final StatementCache<Long> byDigest;
    private final ParserWitness parser = new ParserWitness();
    private final Examiner examiner = new Examiner(parser);
    private final LongAdder textHits = new LongAdder();
    private final LongAdder digestHits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** A text in another dialect than the standard one. */
    private record DialectText(String sql, int dialect) {}

    /** With room for about 8 million characters of SQL in each cache. */
    public Classifier() {
        this(DEFAULT_WEIGHT);
    }

    /** @param maxWeight what each of the two caches may hold: characters, and 200 more for each entry; at least 1 */
    public Classifier(long maxWeight) {
        this.byText = new StatementCache<>(
                maxWeight,
                (key, info) -> ENTRY_WEIGHT + textLength(key) + info.digest().length() / 4);
        this.byDigest = new StatementCache<>(
                maxWeight, (key, info) -> ENTRY_WEIGHT + info.digest().length());
    }

    private static int textLength(Object key) {
        return key instanceof String text
                ? text.length()
                : ((DialectText) key).sql().length();
    }

    /** What is known of a statement. Never null, never throws; what is not understood belongs to the writer. */
    public StatementInfo classify(String sql, Dialect dialect) {
        if (sql.length() > MAX_CACHED_TEXT) {
            return classifyByDigest(sql, dialect, null);
        }
        int ordinal = dialect.ordinal();
        Object key = ordinal == 0 ? sql : new DialectText(sql, ordinal);
        StatementInfo info = byText.get(key);
        if (info != null) {
            textHits.increment();
            return info;
        }
        return classifyByDigest(sql, dialect, key);
    }

    private StatementInfo classifyByDigest(String sql, Dialect dialect, @Nullable Object textKey) {
        Digest digest = Digest.of(sql, dialect);
        StatementInfo known = digest.length() <= MAX_CACHED_DIGEST ? byDigest.get(digest.hash()) : null;
        if (known != null && digest.sameText(known.digest()) && !known.classByTextOnly()) {
            digestHits.increment();
            if (textKey != null && worthKeeping(sql, digest)) {
                byText.put(textKey, known);
            }
            return known;
        }
        misses.increment();
        Verdict verdict = examiner.examine(new Tokens(sql, dialect));
        StatementInfo info = new StatementInfo(digest.text(MAX_CACHED_DIGEST), digest.hash(), verdict);
        if (digest.length() <= MAX_CACHED_DIGEST && (known == null || !verdict.textOnly())) {
            byDigest.put(digest.hash(), info);
        }
        if (textKey != null) {
            byText.put(textKey, info);
        }
        return info;
    }

    private static boolean worthKeeping(String sql, Digest digest) {
        return digest.sameText(sql) || ThreadLocalRandom.current().nextInt(KEEP_ONE_OF) == 0;
    }

    /**
     * Classifies a query and forgets it, so that the parser's classes, which take about as long to load as a connection takes to be made, are
     * there before the first statement needs them. Meant to run beside all else that is done to open a data source. A short query: no
     * processor is idle in a new JVM, and what a long one needs beyond that takes some 8 ms.
     */
    public static void warmUp() {
        new Classifier().classify("SELECT a FROM t WHERE b = ?", Dialect.STANDARD);
    }

    /** Counts since this classifier was made. */
    public ClassifierStats stats() {
        return new ClassifierStats(
                textHits.sum(),
                digestHits.sum(),
                misses.sum(),
                parser.failures(),
                byText.evictions() + byDigest.evictions(),
                byText.size(),
                byDigest.size());
    }
}
