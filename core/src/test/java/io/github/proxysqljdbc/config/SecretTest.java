package io.github.proxysqljdbc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.DriverPropertyInfo;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    /** Each holds the secret in three parts, none of which may be seen: a URL is easily cut in the wrong place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:proxysql://app:sec1sec2sec3@db1/",
                "jdbc:proxysql://app:sec1/sec2/sec3@db1/",
                "jdbc:proxysql://app:sec1?sec2?sec3@db1/",
                "jdbc:proxysql://app:sec1?sec2=sec3@db1/",
                "jdbc:proxysql://app:sec1=sec2&sec3@db1/",
                "jdbc:proxysql://db1/?user=app&password=sec1&sec2&sec3",
                "jdbc:proxysql://db1/?user=app&password=sec1&sec2=sec3",
                "jdbc:proxysql://db1/?user=app&password=%sec1sec2sec3",
                "jdbc:proxysql://db1/?user=app&password=sec1 sec2 sec3",
                "jdbc:proxysql://db1/?user=app&password=sec1&password=sec2&maxPoolSize=sec",
                "jdbc:proxysql://db1/?user=app&pasword=sec1&sec2&sec3=1",
                "jdbc:proxysql://db1/?monitorPassword=sec1sec2sec3",
                "jdbc:proxysql://db1/?monitorUser=m&monitorPassword=%zsec1sec2sec3",
                "jdbc:proxysql://db1/?clientCertificateKeyStorePassword=sec1%sec2sec3",
                "jdbc:proxysql://db1/?password2=sec1&sec2&sec3",
                "jdbc:mysql://db1/?user=app&password=sec1sec2sec3",
                "jdbc:proxysql//db1/?user=app&password=sec1sec2sec3",
            })
    void messageNeverShowsASecret(String url) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> ProxysqlConfig.of(url));

        assertThat(refused.toString()).doesNotContain("sec1", "sec2", "sec3");
    }

    @Test
    void configurationShowsNoSecret() {
        ProxysqlConfig config = ProxysqlConfig.of("jdbc:proxysql://db1/?user=app&password=sec1&monitorUser=mon"
                + "&monitorPassword=sec2&trustCertificateKeyStorePassword=sec3&useSSL=true");

        assertThat(config.toString()).isEqualTo("jdbc:proxysql://db1:3306/?user=app&monitorUser=mon&useSSL=true");
        assertThat(config.driverProperties()).containsEntry("trustCertificateKeyStorePassword", "sec3");
    }

    @Test
    void propertyInfoShowsNoSecret() {
        Properties properties = new Properties();
        properties.setProperty("password", "sec1");

        for (DriverPropertyInfo info :
                ProxysqlConfig.propertyInfo("jdbc:proxysql://db1/?monitorPassword=sec2", properties)) {
            assertThat(String.valueOf(info.value)).as(info.name).doesNotContain("sec");
        }
    }
}
