package io.github.proxysqljdbc.oracle;

/** Definitions, which commit by themselves, of tables that only one session uses; and what the metadata say. */
final class Definitions {
    private final Dice dice;

    Definitions(Dice dice) {
        this.dice = dice;
    }

    String next(int session) {
        String own = "o" + session;
        return switch (dice.under(16)) {
            case 0 -> "SQL CREATE TABLE " + own + "b (id INT PRIMARY KEY, v INT)";
            case 1 -> "SQL CREATE TABLE IF NOT EXISTS " + own + " (id INT)";
            case 2 -> "SQL DROP TABLE IF EXISTS " + own + "b";
            case 3 -> "SQL DROP TABLE " + own + "b";
            case 4 -> "SQL ALTER TABLE " + own + " ADD COLUMN w INT";
            case 5 -> "SQL ALTER TABLE " + own + " DROP COLUMN w";
            case 6 -> "SQL TRUNCATE TABLE " + own;
            case 7 -> "SQL CREATE INDEX by_v ON " + own + " (v)";
            case 8 -> "SQL RENAME TABLE " + own + "b TO " + own + "c, " + own + "c TO " + own + "b";
            case 9 -> "META tables $s " + dice.of("o%", "t", "u", "seen");
            case 10 -> "META columns $s " + dice.of("t", own);
            case 11 -> "META keys $s " + dice.of("u", own);
            case 12 -> "META procedures $s p%";
            case 13 -> "META indexes $s " + dice.of("u", own);
            case 14 -> "SQL DESCRIBE " + dice.of("t", own);
            default -> "SQL SHOW TABLES LIKE '" + dice.of("o%", "nowhere") + "'";
        };
    }
}
