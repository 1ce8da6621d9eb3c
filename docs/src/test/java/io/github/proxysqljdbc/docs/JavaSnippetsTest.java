package io.github.proxysqljdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java in the pages compiles. What stands for something of the reader's own, {@code dataSource}, {@code password}, {@code cluster}, {@code vault} and
 * {@code connection}, is there; an ellipsis on a line of its own is nothing.
 */
class JavaSnippetsTest {
    private static final String IMPORTS = """
            import static org.assertj.core.api.Assertions.*;
            import io.github.proxysqljdbc.*;
            import io.github.proxysqljdbc.config.*;
            import io.github.proxysqljdbc.credentials.*;
            import io.github.proxysqljdbc.stats.*;
            import io.github.proxysqljdbc.testkit.*;
            import io.github.proxysqljdbc.topology.*;
            import java.sql.*;
            import java.time.*;
            import java.util.*;
            import javax.sql.*;
            import org.junit.jupiter.api.Test;
            """;

    static List<CodeBlock> snippets() throws IOException {
        return CodeBlock.in("java").stream()
                .filter(block -> block.info().equals("java"))
                .toList();
    }

    @Test
    void thereAreSnippets() throws IOException {
        assertThat(snippets()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("snippets")
    void itCompiles(CodeBlock snippet, @TempDir Path classes) throws IOException {
        String code = snippet.text().replaceAll("(?m)^\\s*…\\s*$", "");
        boolean whole = code.contains("class ");
        String source = whole
                ? (code.contains("import ") ? code : IMPORTS + code)
                : IMPORTS
                        + "class Snippet {\nProxysqlDataSource dataSource; String password; Cluster cluster; Connection connection; Vault vault;\n"
                        + "interface Vault { String token(Instance of); }\n"
                        + "void run() throws Exception {\n" + code + "}\n}\n";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-classpath", classPath(), "-proc:none"),
                        null,
                        List.of(new Source(source)))
                .call();
        assertThat(compiled).as("%s%n%s", said, source).isTrue();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text.replace("public class", "class");
        }
    }
}
