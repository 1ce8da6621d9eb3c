package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers a user can name, and what is answered to a bad name. */
class ServerKindTest {
    @Test
    void listNamesKindsInOrder() {
        assertThat(ServerKind.parseList("mariadb, mysql:/opt/mysql,testcontainers", "x"))
                .containsExactly(
                        ServerKind.mariadb(), ServerKind.mysql(Path.of("/opt/mysql")), ServerKind.testcontainers());
    }

    @Test
    void containersImageCanBeNamed() {
        assertThat(ServerKind.parseList("testcontainers:mysql:8.4", "x"))
                .extracting(ServerKind::location)
                .containsExactly("mysql:8.4");
    }

    @Test
    void textFormCanBeReadAgain() {
        for (ServerKind kind : ServerKind.parseList("mariadb,mysql:/opt/mysql,testcontainers", "x")) {
            assertThat(ServerKind.parseList(kind.toString(), "x")).containsExactly(kind);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "", "mariadb,", "mysql", "mysql:", "mariadb:11", "testcontainers:"})
    void unknownServerIsRefusedWithWhatIsAllowed(String value) {
        assertThatThrownBy(() -> ServerKind.parseList(value, "system property testkit.servers"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("system property testkit.servers: '")
                .hasMessageContaining("is no server; allowed is a comma list of: mariadb, mysql:<folder");
    }

    @Test
    void serverNamedTwiceIsRefused() {
        assertThatThrownBy(() -> ServerKind.parseList("mariadb,mariadb", "x"))
                .hasMessage("x: 'mariadb' is named twice in 'mariadb,mariadb'");
    }

    @Test
    void folderWithoutAServerIsRefused() {
        assertThatThrownBy(
                        () -> Cluster.start(ClusterOptions.defaults().withServer(ServerKind.mysql(Path.of("/none")))))
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("no MySQL in")
                .hasMessageContaining("bin/mysqld");
    }
}
