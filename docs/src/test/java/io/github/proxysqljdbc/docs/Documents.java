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

    /** All pages of {@code docs} and those in the project's folder, sorted. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder())) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !folder().relativize(file).startsWith("target"))
                    .forEach(pages::add);
        }
        try (Stream<Path> files = Files.list(folder().resolveSibling("."))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages.stream().map(Path::normalize).sorted().toList();
    }
}
