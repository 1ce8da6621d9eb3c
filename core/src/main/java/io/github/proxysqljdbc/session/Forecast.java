package io.github.proxysqljdbc.session;

import io.github.proxysqljdbc.route.Route.Destination;
import io.github.proxysqljdbc.route.Router;
import io.github.proxysqljdbc.route.SessionView;
import io.github.proxysqljdbc.sql.Pin;
import io.github.proxysqljdbc.sql.StatementInfo;
import io.github.proxysqljdbc.sql.StatementKind;
import java.util.List;

/**
 * What would become of a statement in a fresh session in autocommit mode, as far as its text tells.
 *
 * @param hostgroup where it would go
 * @param pins what would tie the session to its connection afterwards
 */
public record Forecast(String hostgroup, List<Pin> pins) {
    /** Asks no server. */
    public static Forecast of(StatementInfo info) {
        boolean reads = Router.route(info, SessionView.FRESH).destination() == Destination.READER;
        return new Forecast(reads ? Session.READER : Session.WRITER, pins(info));
    }

    private static List<Pin> pins(StatementInfo info) {
        boolean known = info.kind() == StatementKind.SET ? SqlState.canFollow(info) : !info.checkServer();
        return known || !info.pins().isEmpty() ? info.pins() : List.of(new Pin(StateWitness.kindOf(info), null));
    }
}
