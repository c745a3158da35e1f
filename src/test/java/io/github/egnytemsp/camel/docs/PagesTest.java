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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.egnytemsp.camel.EgnyteMspOperation;
import io.github.egnytemsp.camel.delivery.Answer;
import io.github.egnytemsp.camel.model.MspEventType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every page of the documentation has to have, and what has to be on some page. */
class PagesTest {

    private static final Set<String> LANGUAGES = Set.of(
            "yaml", "xml", "java", "properties", "ftl", "groovy", "bash", "text", "json", "nginx", "caddy", "mermaid", "bat");

    private static final List<Page> PAGES = Page.all();

    private static final String EVERYTHING = PAGES.stream().map(Page::text).collect(Collectors.joining("\n"));

    private static List<Block> blocks() {
        return PAGES.stream().flatMap(page -> page.blocks().stream()).toList();
    }

    @Test
    void theReadmeIsShort() {
        assertThat(Page.of("/README.md").text().lines().count()).isLessThanOrEqualTo(150);
    }

    @Test
    void theIndexLeadsToEveryPage() {
        Set<String> links = Page.of("README.md").links().stream().map(link -> link.replaceAll("#.*", ""))
                .collect(Collectors.toSet());
        assertThat(links).containsAll(
                PAGES.stream().map(Page::name).filter(name -> !name.endsWith("README.md")).toList());
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Page page : PAGES) {
            for (String link : page.links()) {
                if (!link.startsWith("https://") && !link.startsWith("http://127.0.0.1:") && !leadsSomewhere(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** The archive has the pages in another place: they link to one another only. */
    private static boolean leadsSomewhere(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
        if (!Files.exists(target) || page.file().getParent() != null && !page.file().getParent().equals(target.getParent())) {
            return false;
        }
        return parts.length == 1
                || PAGES.stream().anyMatch(other -> other.file().equals(target) && other.anchors().contains(parts[1]));
    }

    /** A block is a file with its path, a command, what it prints, or it is run by another test. */
    @Test
    void everyBlockCanBeRun() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Block block : blocks()) {
            if (!LANGUAGES.contains(block.language())) {
                wrong.add(block + ": the language is not known");
            } else if (block.isFile() && block.file().isEmpty() && !block.isRunElsewhere()) {
                wrong.add(block + ": its first line names no file");
            } else if (block.directive("from").isPresent() && !isPartOf(block, block.directives().get("from"))) {
                wrong.add(block + ": it is no part of " + block.directives().get("from"));
            } else if (block.directive("run by").isPresent() && !isPartOf(block, block.directives().get("run by"))) {
                wrong.add(block + ": it is not run by " + block.directives().get("run by"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isPartOf(Block block, String file) throws Exception {
        List<String> lines = stripped(block.text());
        List<String> whole = stripped(Files.readString(Path.of(file)));
        return block.directive("run by").isPresent()
                ? lines.stream()
                        .allMatch(line -> whole.stream().anyMatch(other -> other.contains(line.replaceAll("\\s+#.*", ""))))
                : Collections.indexOfSubList(whole, lines) >= 0;
    }

    private static List<String> stripped(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void everyPageWithCommandsIsRun() throws Exception {
        String test = Files.readString(Path.of("src/test/java/io/github/egnytemsp/camel/docs/PagesRunTest.java"));
        List<String> notRun = PAGES.stream()
                .filter(page -> page.blocks().stream()
                        .anyMatch(block -> !block.isRunElsewhere() && (block.isCommand() || block.file().isPresent())))
                .map(Page::name).filter(name -> !test.contains("(\"" + name + "\")")).toList();
        assertThat(notRun).isEmpty();
    }

    @Test
    void everyOptionAndHeaderIsOnAPage() throws Exception {
        JsonNode metadata;
        try (InputStream json = PagesTest.class.getResourceAsStream("/META-INF/io/github/egnytemsp/camel/egnyte-msp.json")) {
            metadata = new ObjectMapper().readTree(json);
        }
        assertThat(missing(names(metadata.get("properties")))).isEmpty();
        assertThat(missing(names(metadata.get("componentProperties")))).isEmpty();
        assertThat(missing(names(metadata.get("headers")))).isEmpty();
    }

    @Test
    void everyOperationAnswerAndEventTypeIsOnAPage() {
        assertThat(missing(Arrays.stream(EgnyteMspOperation.values()).map(EgnyteMspOperation::toString))).isEmpty();
        assertThat(missing(Arrays.stream(Answer.values()).map(answer -> String.valueOf(answer.status())))).isEmpty();
        assertThat(Arrays.stream(MspEventType.values()).map(MspEventType::name).filter(type -> !EVERYTHING.contains(type)))
                .isEmpty();
    }

    /** What begins with camel. is how the settings reach Camel. */
    @Test
    void everySettingIsOnAPage() throws Exception {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("routes/application.properties"))) {
            settings.load(reader);
        }
        assertThat(missing(settings.stringPropertyNames().stream().filter(name -> !name.startsWith("camel.")))).isEmpty();
    }

    @Test
    void everyKameletAndItsParametersAreOnAPage() throws Exception {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        for (Path kamelet : files(Path.of("src/main/resources/kamelets"), ".yaml")) {
            JsonNode definition = yaml.readTree(kamelet.toFile());
            assertThat(missing(Stream.of(definition.at("/metadata/name").asText()))).isEmpty();
            assertThat(missing(names(definition.at("/spec/definition/properties")))).isEmpty();
        }
    }

    @Test
    void everyRouteAndTemplateIsOnAPage() {
        Stream<String> names
                = Stream.concat(files(Path.of("routes"), ".yaml").stream(), files(Path.of("routes"), ".ftl").stream())
                        .map(file -> file.getFileName().toString());
        assertThat(names.filter(name -> !EVERYTHING.contains(name))).isEmpty();
    }

    @Test
    void everyTestThatIsNamedIsThere() {
        Set<String> tests = files(Path.of("src/test/java"), ".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
        assertThat(Pattern.compile("`(\\w+Test)`").matcher(EVERYTHING).results().map(match -> match.group(1)))
                .hasSizeGreaterThan(20).allMatch(tests::contains);
    }

    /** Pages name files of the repository in a code font. */
    @Test
    void everyFileThatIsNamedIsThere() {
        List<String> wrong = new ArrayList<>();
        Pattern path = Pattern.compile("`((?:src|routes|conf|kubernetes|systemd|\\.ci)/[\\w./-]*\\w)/?`");
        for (Page page : PAGES) {
            for (MatchResult named : path.matcher(page.text()).results().toList()) {
                String file = named.group(1);
                if (Stream.of("", "src/dist/").noneMatch(root -> Files.exists(Path.of(root + file)))
                        && !file.matches("(conf|routes)/(application|local)\\.properties|.*-de(/.*)?")) {
                    wrong.add(page + ": " + file);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<String> missing(Stream<String> names) {
        return names.filter(name -> !EVERYTHING.contains("`" + name + "`")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(JsonNode objects) {
        return objects.properties().stream().map(Map.Entry::getKey);
    }

    private static List<Path> files(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
