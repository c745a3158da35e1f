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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.distribution.Archive;
import org.assertj.core.api.SoftAssertions;

import static org.assertj.core.api.Assertions.assertThat;

/** Does what a page says, from its first block to the last, in a fresh folder. */
final class PageRun implements AutoCloseable {

    private static final Path FOLDERS = Path.of("target/docs").toAbsolutePath();

    private static final Path CHECKOUT = FOLDERS.resolve("checkout/camel-egnyte-msp");
    private static final AtomicBoolean CHECKED_OUT = new AtomicBoolean();

    private final Page page;
    private final Path folder;
    private final Path workingDirectory;
    private final Map<String, Terminal> terminals = new LinkedHashMap<>();

    private PageRun(Page page, Path folder, Path workingDirectory) {
        this.page = page;
        this.folder = folder;
        this.workingDirectory = workingDirectory;
    }

    private static PageRun inFreshFolder(String name, String workingDirectory) throws IOException, InterruptedException {
        Page page = Page.of(name);
        Path folder = FOLDERS.resolve(page.name().replace(".md", ""));
        mustRun("rm", "-rf", folder.toString());
        Files.createDirectories(folder);
        return new PageRun(page, folder, folder.resolve(workingDirectory));
    }

    /** For a page whose reader is in an empty folder that also holds the archive. */
    static PageRun inFolder(String name) throws IOException, InterruptedException {
        PageRun run = inFreshFolder(name, "");
        Files.copy(Archive.file(), run.folder.resolve(Archive.file().getFileName()));
        return run;
    }

    /** For a page whose reader is in the unpacked archive. */
    static PageRun inArchive(String name) throws IOException, InterruptedException {
        String archive = Archive.file().getFileName().toString();
        PageRun run = inFreshFolder(name, archive.replace(".tar.gz", ""));
        mustRun("tar", "-xzf", Archive.file().toAbsolutePath().toString(), "-C", run.folder.toString());
        return run;
    }

    /**
     * For a page whose reader is in a checkout. All of them have the same folder: what one has compiled, the next one
     * need not compile. The first one begins with nothing.
     */
    static PageRun inCheckout(String name) throws IOException, InterruptedException {
        Path keep = FOLDERS.resolve("compiled");
        Path target = CHECKOUT.resolve("target");
        Files.createDirectories(CHECKOUT);
        mustRun("rm", "-rf", keep.toString());
        Files.createDirectories(keep);
        boolean isFirst = !CHECKED_OUT.getAndSet(true);
        for (String compiled : List.of("classes", "test-classes", "maven-status")) {
            if (!isFirst && Files.exists(target.resolve(compiled))) {
                mustRun("mv", target.resolve(compiled).toString(), keep.toString());
            }
        }
        mustRun("rm", "-rf", CHECKOUT.getParent().toString());
        Files.createDirectories(CHECKOUT);
        mustRun(
                "bash", "-c", "git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' f; do "
                              + "if [ -f \"$f\" ]; then printf '%s\\0' \"$f\"; fi; done | tar -c --null -T - | tar -x -C '"
                              + CHECKOUT + "'");
        mustRun("mv", keep.toString(), target.toString());
        return new PageRun(Page.of(name), CHECKOUT.getParent(), CHECKOUT);
    }

    /** For a page that goes on where the last page of a checkout has ended. */
    static PageRun inLastCheckout(String name) throws IOException {
        return new PageRun(Page.of(name), CHECKOUT.getParent().resolve(name.replace(".md", "")), CHECKOUT);
    }

    /** The folder in which its commands run. */
    Path workingDirectory() {
        return workingDirectory;
    }

    /** Does all of it; fails at the first block that does not do what the page says. */
    void toTheEnd() throws IOException {
        List<Block> blocks = page.blocks();
        Terminal last = null;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.isRunElsewhere()) {
                last = null;
            } else if (block.file().isPresent()) {
                write(block);
                last = null;
            } else if (block.isCommand()) {
                last = command(block);
            } else if (block.isOutput() && block.directive("terminal").isPresent()) {
                terminals.get(block.directives().get("terminal").replace(" shows", "")).willShow(block);
            } else if (block.isOutput() && last != null) {
                show(last, block, blocks.get(i - 1));
                last = null;
            }
        }
    }

    private void write(Block block) throws IOException {
        Path file = workingDirectory.resolve(block.file().orElseThrow());
        Files.createDirectories(file.getParent());
        String text = block.text();
        for (String setting : block.directive("here").map(here -> here.split("; ")).orElse(new String[0])) {
            // in the place of the page's, as a reader would write it
            String line = "(?m)^" + Pattern.quote(setting.substring(0, setting.indexOf('=') + 1)) + ".*\\R";
            text = text.replaceFirst(line, "") + setting + "\n";
        }
        if (block.language().equals("properties")) {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.writeString(file, text);
        }
    }

    private Terminal command(Block block) throws IOException {
        String command = block.text();
        if (block.directive("here").isPresent()) {
            command = replaced(block, command, block.directives().get("here"));
        }
        if (block.directive("terminal").isPresent()) {
            Terminal terminal = terminal(block.directives().get("terminal"));
            terminal.start(block, command);
            return terminal;
        }
        Terminal terminal = terminal("first");
        terminal.run(block, command, block.directive("exit").map(Integer::valueOf).orElse(0));
        return terminal;
    }

    /** As sed does with s|OLD|NEW|, for plain text. */
    private static String replaced(Block block, String command, String replacement) {
        String[] parts = replacement.split(Pattern.quote(replacement.substring(1, 2)));
        assertThat(command).as("%s", block).contains(parts[1]);
        return command.replace(parts[1], parts[2]);
    }

    private static void show(Terminal terminal, Block expected, Block command) {
        if (command.directive("terminal").isPresent()) {
            terminal.willShowAtStart(expected);
        } else {
            terminal.shows(expected);
        }
    }

    private Terminal terminal(String name) throws IOException {
        Terminal terminal = terminals.get(name);
        if (terminal == null) {
            terminal = new Terminal(name, folder.resolve(".terminals"), workingDirectory);
            terminals.put(name, terminal);
        }
        return terminal;
    }

    private static void mustRun(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as("exit code of %s", String.join(" ", command)).isZero();
    }

    @Override
    public void close() {
        // the first one last: the others may need what it started
        SoftAssertions all = new SoftAssertions();
        Stream.concat(
                terminals.entrySet().stream().filter(entry -> !entry.getKey().equals("first")).map(Map.Entry::getValue),
                Stream.ofNullable(terminals.get("first")))
                .forEach(terminal -> all.assertThatCode(terminal::close).doesNotThrowAnyException());
        all.assertAll();
    }
}
