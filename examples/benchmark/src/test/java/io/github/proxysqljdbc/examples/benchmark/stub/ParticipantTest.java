package io.github.proxysqljdbc.examples.benchmark.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each participant is measured with works on the stub driver. */
class ParticipantTest {
    @Timeout(30)
    @ParameterizedTest
    @EnumSource
    void aQueryHasItsRow(Participant participant) throws SQLException {
        try (Participant.Source source = participant.open();
                Connection connection = source.get();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM item WHERE id = 1")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isNotEmpty();
            assertThat(row.next()).isFalse();
        }
    }
}
