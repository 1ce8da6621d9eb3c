package io.github.proxysqljdbc.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code in a page.
 *
 * @param page the page
 * @param line the line at which its text begins, counted from 1
 * @param info what follows the fence: a language, and perhaps more words
 * @param text what is inside
 */
record CodeBlock(Path page, long line, String info, String text) {
    private static final Pattern BLOCK =
            Pattern.compile("^```([^\\n`]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** All blocks of all pages. */
    static List<CodeBlock> all() throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        for (Path page : Documents.pages()) {
            String content = Files.readString(page);
            Matcher block = BLOCK.matcher(content);
            while (block.find()) {
                long line = content.substring(0, block.start(2)).lines().count() + 1;
                blocks.add(new CodeBlock(page, line, block.group(1).strip(), block.group(2)));
            }
        }
        return blocks;
    }

    /** All blocks of all pages in a language. */
    static List<CodeBlock> in(String language) throws IOException {
        return all().stream()
                .filter(block -> block.info().equals(language) || block.info().startsWith(language + ' '))
                .toList();
    }

    /** The page's path from the project's folder, with slashes. */
    String where() {
        return Documents.project().relativize(page).toString().replace('\\', '/');
    }

    @Override
    public String toString() {
        return where() + ":" + line + " (" + info + ')';
    }
}
