package io.github.proxysqljdbc.sql;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JsonTableFunction;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserTreeConstants;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.feature.Feature;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import org.jspecify.annotations.Nullable;

/**
 * The second witness for a reader: JSqlParser must know the text as one query, and each function in its syntax tree must be known to be
 * harmless. Its tree is walked, and not its object model, because the tree holds every production that was taken. Thread-safe.
 */
final class ParserWitness {
    static final int MAX_LENGTH = 32_768;
    static final int MAX_DEPTH = 40;

    /**
     * How often the grammar may ask for a feature, which it does at each nested expression. A count and not a time, so that a busy machine
     * comes to the same class as an idle one; a statement of an application asks some dozen times.
     */
    private static final int MAX_STEPS = 10_000;

    /** The last resort, for a grammar that tries on and on without asking. */
    private static final long MAX_NANOS = 5_000_000_000L;

    private final LongAdder failures = new LongAdder();

    /** How often the parser did not know what the lexer took for a read. */
    long failures() {
        return failures.sum();
    }

    /** Why the query should not go to a reader, or {@code null}. */
    @Nullable
    String objection(Tokens query) {
        ParserText text = ParserText.of(query);
        if (text.length() > MAX_LENGTH) {
            return "too long for the parser";
        }
        if (text.depth() > MAX_DEPTH) {
            return "nested too deeply for the parser";
        }
        BoundedParser parser = new BoundedParser(text.toString());
        try {
            Statement statement = parser.parse();
            return statement instanceof Select ? objection(parser.getASTRoot()) : "the parser takes it for no query";
        } catch (OutOfTime e) {
            failures.increment();
            return "the parser needs too long";
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            failures.increment();
            return "the parser does not know this statement";
        }
    }

    private static @Nullable String objection(Node node) {
        switch (node.getId()) {
            case CCJSqlParserTreeConstants.JJTPARENTHESEDINSERT,
                    CCJSqlParserTreeConstants.JJTPARENTHESEDUPDATE,
                    CCJSqlParserTreeConstants.JJTPARENTHESEDDELETE,
                    CCJSqlParserTreeConstants.JJTSEQUENCE,
                    CCJSqlParserTreeConstants.JJTWITHFUNCTIONDECLARATION,
                    CCJSqlParserTreeConstants.JJTIMPORT,
                    CCJSqlParserTreeConstants.JJTSUBIMPORT,
                    CCJSqlParserTreeConstants.JJTFROMQUERY,
                    CCJSqlParserTreeConstants.JJTPIPEOPERATOR,
                    CCJSqlParserTreeConstants.JJTLATERALVIEW,
                    CCJSqlParserTreeConstants.JJTFORCLAUSE -> {
                return "the parser finds more than a read";
            }
            default -> {}
        }
        if (node.jjtGetValue() instanceof Function function && !isKnown(function)) {
            return "unknown function " + function.getName();
        }
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            String objection = objection(node.jjtGetChild(i));
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static boolean isKnown(Function called) {
        Expression function = called instanceof TableFunction table ? table.getFunction() : called;
        if (function instanceof JsonTableFunction) {
            return true;
        }
        String name = function instanceof Function named ? named.getName() : null;
        if (name == null) {
            return false;
        }
        String upperCase = name.toUpperCase(Locale.ROOT);
        return Functions.isHarmless(upperCase) || Keywords.BEFORE_PARENTHESIS.contains(upperCase);
    }

    /** The parser takes too long. */
    private static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfTime() {
            super(null, null, false, false);
        }
    }

    /** Counts its steps, and looks at the clock. */
    private static final class BoundedParser extends CCJSqlParser {
        private final long began = System.nanoTime();
        private int steps;

        BoundedParser(String text) {
            super(new StringProvider(text));
            withAllowComplexParsing(false);
            withUnsupportedStatements(false);
        }

        Statement parse() throws ParseException {
            return Statement();
        }

        @Override
        public boolean getAsBoolean(Feature feature) {
            if (++steps > MAX_STEPS || System.nanoTime() - began > MAX_NANOS) {
                throw new OutOfTime();
            }
            return super.getAsBoolean(feature);
        }
    }
}
