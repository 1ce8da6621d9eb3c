package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.sql.Dialect;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.topology.InstanceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what texts mean. The {@code sql_mode} that a session set decides how they are read, or else the one with which its servers start. As long
 * as no server is known, or if they differ, a text that they might read differently belongs to the writer, and is read as the writer reads it.
 */
final class Texts {
    private Texts() {}

    /** @param set the dialect that the session has set; null if it has set none */
    static StatementInfo classify(String sql, SessionContext context, @Nullable Dialect set) {
        Dialect dialect = set == null ? context.dialects().common() : set;
        return dialect == null
                ? classifyUnsure(sql, context)
                : context.classifier().classify(sql, dialect);
    }

    private static StatementInfo classifyUnsure(String sql, SessionContext context) {
        StatementInfo info = context.classifier().classify(sql, ofWriter(context));
        boolean ambiguous = sql.indexOf('"') >= 0 || sql.indexOf('\\') >= 0;
        return ambiguous ? info.atWriter("quotes or escapes that not all instances are known to read alike") : info;
    }

    /** How they are read; as the writer does it where instances differ. */
    static Dialect dialect(SessionContext context, @Nullable Dialect set) {
        Dialect dialect = set == null ? context.dialects().common() : set;
        return dialect == null ? ofWriter(context) : dialect;
    }

    private static Dialect ofWriter(SessionContext context) {
        InstanceState writer = context.dispatcher().topology().writer();
        return writer == null ? Dialect.STANDARD : context.dialects().of(writer.index());
    }

    /** What a batch of texts means: where they differ, the writer for all of them. */
    static StatementInfo classifyAll(List<String> texts, SessionContext context, @Nullable Dialect set) {
        StatementInfo first = classify(texts.get(0), context, set);
        for (String text : texts) {
            StatementInfo info = classify(text, context, set);
            if (!info.simple() || info.kind() != first.kind()) {
                return classify(String.join(";", texts), context, set);
            }
        }
        return first;
    }
}
