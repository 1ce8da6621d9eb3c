package io.github.proxysqljdbc.config;

/** Shows a text that came from outside in a message: in quotes, cut where it is long, and without control characters. Stateless. */
final class Quoted {
    private static final int LONGEST = 100;

    private Quoted() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder().append('\'');
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
        }
        return shown.append(text.length() > LONGEST ? "…'" : "'").toString();
    }
}
