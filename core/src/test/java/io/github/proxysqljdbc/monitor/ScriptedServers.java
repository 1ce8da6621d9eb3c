package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.RoleCheck;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Servers that exist only as scripts, the driver that connects to them, and the role check that they answer. */
final class ScriptedServers implements Driver, RoleCheck {
    private final List<Server> servers = new ArrayList<>();

    ScriptedServers(int count) {
        for (int i = 0; i < count; i++) {
            servers.add(new Server(i));
        }
    }

    Server server(int index) {
        return servers.get(index);
    }

    List<Instance> instances() {
        return servers.stream().map(s -> s.instance).toList();
    }

    int openConnections() {
        return servers.stream().mapToInt(s -> s.open.get()).sum();
    }

    /** What happens when a server is connected to, or asked. */
    interface Script {
        Answer run() throws SQLException;
    }

    static final class Server {
        final Instance instance;
        final AtomicInteger connects = new AtomicInteger();
        final AtomicInteger asks = new AtomicInteger();
        final AtomicInteger open = new AtomicInteger();
        volatile Properties lastProperties = new Properties();
        volatile @Nullable SQLException connectFailure;
        volatile Script script;

        Server(int index) {
            instance = new Instance("db" + index, 3306);
            script = () -> answer(index == 0 ? Role.WRITER : Role.READER);
        }

        void says(Role role) {
            connectFailure = null;
            script = () -> answer(role);
        }

        /** Breaks the open connections with that failure, and refuses new ones with it. */
        void fails(SQLException failure) {
            connectFailure = failure;
            script = () -> {
                throw failure;
            };
        }

        /** Answers no question until the latch is open, and ignores interrupts meanwhile. */
        void hangsUntil(CountDownLatch latch, Role role) {
            script = () -> {
                boolean interrupted = false;
                while (true) {
                    try {
                        latch.await();
                        break;
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return answer(role);
            };
        }
    }

    static Answer answer(Role role) {
        return new Answer(role, "says " + role, null);
    }

    @Override
    public Answer ask(Statement statement) throws SQLException {
        Server server = servers.get(Integer.parseInt(statement.toString()));
        server.asks.incrementAndGet();
        return server.script.run();
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Server server = servers.stream()
                .filter(s -> url.equals("jdbc:mysql://" + s.instance + '/'))
                .findFirst()
                .orElseThrow();
        server.connects.incrementAndGet();
        server.lastProperties = info;
        SQLException failure = server.connectFailure;
        if (failure != null) {
            throw failure;
        }
        server.open.incrementAndGet();
        return connection(server);
    }

    private Connection connection(Server server) {
        Statement statement = proxy(Statement.class, name -> switch (name) {
            case "toString" -> "" + servers.indexOf(server);
            case "executeQuery" -> throw new SQLException("scripted servers have no names", "42000", 1064);
            default -> null;
        });
        AtomicInteger mine = new AtomicInteger(1);
        return proxy(Connection.class, name -> switch (name) {
            case "createStatement" -> statement;
            case "setNetworkTimeout" -> null;
            case "abort", "close" -> {
                server.open.addAndGet(-mine.getAndSet(0));
                yield null;
            }
            default -> throw new AssertionError("the monitor calls " + name);
        });
    }

    private interface Methods {
        @Nullable
        Object call(String name) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Methods methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> methods.call(method.getName())));
    }

    @Override
    public boolean acceptsURL(String url) {
        return true;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
