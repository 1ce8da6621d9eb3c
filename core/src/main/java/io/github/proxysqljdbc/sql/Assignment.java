package io.github.proxysqljdbc.sql;

import org.jspecify.annotations.Nullable;

/**
 * One assignment of a SET statement, or the schema of a USE.
 *
 * @param scope what is set
 * @param name the variable in lower case, without {@code @}, {@code @@} and scope. For {@link Scope#NEXT_TRANSACTION} it is
 *     {@code transaction_isolation} or {@code transaction_read_only}; for NAMES, CHARACTER_SET, ROLE, SCHEMA and RESOURCE_GROUP the scope's
 *     own name in lower case
 * @param valueKind how to understand {@code value}
 * @param value of a STRING the decoded content; of a NUMBER or KEYWORD the text as written (KEYWORD in upper case); of DEFAULT
 *     {@code "DEFAULT"}; of NULL {@code "NULL"}; of an EXPRESSION its SQL text
 * @param collation of SET NAMES … COLLATE; else {@code null}
 */
public record Assignment(
        Scope scope,
        String name,
        ValueKind valueKind,
        String value,
        @Nullable String collation) {
    /** What is set. */
    public enum Scope {
        SESSION,
        GLOBAL,
        PERSIST,
        /** A user variable. */
        USER,
        /** One-shot: for the next transaction only. */
        NEXT_TRANSACTION,
        NAMES,
        CHARACTER_SET,
        ROLE,
        SCHEMA,
        RESOURCE_GROUP
    }

    /** How the right side was written. */
    public enum ValueKind {
        STRING,
        NUMBER,
        /** A bare word such as ON, utf8mb4 or SERIALIZABLE. */
        KEYWORD,
        DEFAULT,
        NULL,
        /** A marker of a prepared statement: the value comes with the execution. */
        PARAMETER,
        /** Anything that the server must compute. */
        EXPRESSION
    }

    /** Whether the value can be replayed from the text alone. */
    public boolean literal() {
        return valueKind != ValueKind.EXPRESSION && valueKind != ValueKind.PARAMETER;
    }

    /** Whether the value switches something on ({@code 1}, {@code ON}, {@code TRUE}). Meaningful for Boolean variables only. */
    public boolean on() {
        return value.equals("1") || value.equalsIgnoreCase("ON") || value.equalsIgnoreCase("TRUE");
    }

    /** Whether the value switches something off ({@code 0}, {@code OFF}, {@code FALSE}). Meaningful for Boolean variables only. */
    public boolean off() {
        return value.equals("0") || value.equalsIgnoreCase("OFF") || value.equalsIgnoreCase("FALSE");
    }
}
