package io.github.proxysqljdbc.sql;

/** One statement under examination: its tokens, and what was found so far. Not thread-safe. */
final class Examination {
    final Tokens tokens;
    final Effects.Builder effects = new Effects.Builder();
    boolean textOnly;

    Examination(Tokens tokens) {
        this.tokens = tokens;
    }

    void scanEffects() {
        textOnly |= EffectScan.scan(tokens, effects);
    }

    Verdict writer(StatementKind kind, String reason) {
        effects.checkServer |= kind == StatementKind.UNKNOWN;
        return new Verdict(kind, Target.WRITER, reason, false, textOnly, effects.build());
    }

    Verdict reader(StatementKind kind, String reason) {
        return new Verdict(kind, Target.READER, reason, false, textOnly, effects.build());
    }

    /** To the writer for lack of knowledge only. */
    Verdict presumedRead(StatementKind kind, String reason) {
        Effects found = effects.build();
        boolean readable = !tokens.bad() && !tokens.executableComment();
        boolean harmless = readable
                && found.pins().isEmpty()
                && found.unpins().isEmpty()
                && found.diagnostics().isEmpty();
        return new Verdict(kind, Target.WRITER, reason, harmless, textOnly, found);
    }
}
