package io.github.proxysqljdbc.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the documents are. Stateless. */
final class Documents {
    private Documents() {}

    /** The {@code docs} folder, whether the tests run in it or in the project's folder. */
    static Path folder() {
        Path here = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
        return here.endsWith("docs") ? here : here.resolve("docs");
    }

    /** The project's folder. */
    static Path project() {
        return folder().resolveSibling(".").normalize();
    }

    /** The project's {@code pom.xml}. */
    static String pom() throws IOException {
        return Files.readString(project().resolve("pom.xml"));
    }

    /** All pages of {@code docs} and of the examples, and those in the project's folder, sorted. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(folder(), project().resolve("examples"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !project().relativize(file).toString().contains("target"))
                        .forEach(pages::add);
            }
        }
        try (Stream<Path> files = Files.list(project())) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages.stream().map(Path::normalize).sorted().toList();
    }
}
