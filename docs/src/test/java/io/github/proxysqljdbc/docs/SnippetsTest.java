package io.github.proxysqljdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** No snippet stands in a page that no test knows. */
class SnippetsTest {
    /** Languages whose snippets are tested wherever they stand. */
    private static final Set<String> ANYWHERE = Set.of(
            "sh", // CommandsTest
            "console", // CommandsTest: the command; ExplanationsTest: explain
            "url", // CommandsTest
            "text", // output of a program: here, that there is nothing to type in it
            "java", // JavaSnippetsTest
            "xml", // here
            "diff", // CommandsTest: the URLs; the Spring Boot starter's GuideTest: what changes
            "sql", // SqlSnippetsTest
            "sql mysql",
            "sql mariadb");

    /** What the starter's GuideTest reads. */
    private static final Set<String> FOR_SPRING = Set.of("java spring", "properties");

    private static final Set<String> PAGES_FOR_SPRING = Set.of("docs/spring-boot.md", "README.md");

    /** Where a block may have no language: the tests of {@code jdbc-tools} run what stands there, and compare what is printed. */
    private static final String PAGE_WITHOUT_LANGUAGES = "docs/jdbc-tools.md";

    private static final Pattern TO_TYPE = Pattern.compile("(?m)^(?:\\$ |\\./mvnw |java |bash |jdbc:)");

    @Test
    void eachIsKnownToATest() throws IOException {
        List<CodeBlock> unknown = CodeBlock.all().stream()
                .filter(block -> !ANYWHERE.contains(block.info()))
                .filter(block -> !(FOR_SPRING.contains(block.info()) && PAGES_FOR_SPRING.contains(block.where())))
                .filter(block -> !(block.info().isEmpty() && block.where().equals(PAGE_WITHOUT_LANGUAGES)))
                .toList();

        assertThat(unknown)
                .as("snippets that no test reads; teach one to, and say so here")
                .isEmpty();
    }

    @Test
    void nothingToTypeStandsInAnOutput() throws IOException {
        assertThat(CodeBlock.in("text"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block.text()).as("%s", block).doesNotContainPattern(TO_TYPE));
    }

    @Test
    void dependenciesAreThoseOfTheBuild() throws Exception {
        Map<String, String> managed = dependencies(Documents.pom());
        List<CodeBlock> snippets = CodeBlock.in("xml");
        assertThat(snippets).isNotEmpty();
        for (CodeBlock snippet : snippets) {
            assertThat(dependencies("<snippet>" + snippet.text() + "</snippet>"))
                    .as("%s", snippet)
                    .isNotEmpty()
                    .allSatisfy((artifact, version) -> assertThat(managed).containsEntry(artifact, version));
        }
    }

    /** The versions of all dependencies that have one, by group and artifact. */
    private static Map<String, String> dependencies(String xml) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        Map<String, String> versions = new TreeMap<>();
        NodeList dependencies = document.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            versions.put(
                    text(dependency, "groupId") + ':' + text(dependency, "artifactId"),
                    resolved(text(dependency, "version"), document));
        }
        return versions;
    }

    private static String resolved(String version, Document document) {
        if (!version.startsWith("${")) {
            return version;
        }
        String property = version.substring(2, version.length() - 1);
        return text(document.getDocumentElement(), property.equals("project.version") ? "version" : property);
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
