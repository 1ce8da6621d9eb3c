package io.github.proxysqljdbc.sql;

/** Decodes literals (MySQL Reference Manual, "String Literals"). */
final class Literals {
    private Literals() {}

    /** What stands between the quotes, with doubled quotes and, unless switched off, backslash escapes resolved. */
    static String unquote(String text, boolean noBackslashEscapes) {
        int from = 0;
        while (from < text.length() && "'\"`".indexOf(text.charAt(from)) < 0) {
            from++;
        }
        if (from >= text.length() - 1) {
            return text;
        }
        char quote = text.charAt(from);
        int to = text.length() - 1;
        StringBuilder content = new StringBuilder(to - from);
        for (int i = from + 1; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\' && !noBackslashEscapes && i + 1 < to) {
                content.append(escaped(text.charAt(++i)));
            } else {
                content.append(c);
                if (c == quote) {
                    i++;
                }
            }
        }
        return content.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'Z' -> "\u001A";
            case '%' -> "\\%";
            case '_' -> "\\_";
            default -> String.valueOf(c);
        };
    }
}
