/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** A page of the documentation. */
final class Page {

    static final Path DOCS = Path.of("src/main/docs");

    private final Path file;
    private final String text;
    private final List<Block> blocks = new ArrayList<>();
    private final Set<String> links = new LinkedHashSet<>();
    private final Set<String> anchors = new LinkedHashSet<>();

    private Page(Path file) {
        this.file = file;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build().parse(text).accept(new Reader());
    }

    /** A page of src/main/docs, or README.md of the project. */
    static Page of(String name) {
        return new Page(name.equals("/README.md") ? Path.of("README.md") : DOCS.resolve(name));
    }

    /** Every page: those of src/main/docs, and README.md of the project. */
    static List<Page> all() {
        try (Stream<Path> files = Files.list(DOCS)) {
            return Stream.concat(
                    Stream.of(Path.of("README.md")), files.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Page::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name for the test: that of the file, or /README.md. */
    String name() {
        return file.getParent() == null ? "/" + file : file.getFileName().toString();
    }

    Path file() {
        return file;
    }

    String text() {
        return text;
    }

    List<Block> blocks() {
        return blocks;
    }

    Set<String> links() {
        return links;
    }

    /** The anchors of its headings, as GitHub makes them. */
    Set<String> anchors() {
        return anchors;
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private final class Reader extends AbstractVisitor {

        @Override
        public void visit(FencedCodeBlock block) {
            StringBuilder comments = new StringBuilder();
            for (Node before = block.getPrevious(); before instanceof HtmlBlock comment; before = before.getPrevious()) {
                comments.insert(0, comment.getLiteral() + "\n");
            }
            blocks.add(new Block(
                    file.toString(), block.getSourceSpans().get(0).getLineIndex() + 1, block.getInfo().strip(),
                    block.getLiteral(), Block.directives(comments.toString())));
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination());
        }

        @Override
        public void visit(Heading heading) {
            StringBuilder words = new StringBuilder();
            heading.accept(new AbstractVisitor() {

                @Override
                public void visit(Text part) {
                    words.append(part.getLiteral());
                }

                @Override
                public void visit(Code part) {
                    words.append(part.getLiteral());
                }
            });
            String anchor = words.toString().toLowerCase(Locale.ROOT).codePoints()
                    .filter(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-' || c == '_')
                    .mapToObj(Character::toString).collect(Collectors.joining()).replace(' ', '-');
            String unique = anchor;
            for (int i = 1; !anchors.add(unique); i++) {
                unique = anchor + "-" + i;
            }
            visitChildren(heading);
        }
    }
}
