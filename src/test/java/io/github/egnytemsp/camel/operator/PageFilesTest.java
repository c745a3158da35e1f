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
package io.github.egnytemsp.camel.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspEventType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a browser cannot show of the page's files: that the policy fits them, and that they know what the code knows.
 */
class PageFilesTest {

    private static final Path PAGE = Path.of("src/main/resources/io/github/egnytemsp/camel/operator/page");

    @Test
    void nothingOfItNeedsMoreThanTheContentSecurityPolicyAllows() throws IOException {
        String page = read("index.html");
        assertThat(page).doesNotContainPattern("(?i)<style|\\sstyle=|\\son[a-z]+=|javascript:|<script(?![^>]* src=)|<base");
        for (Path file : files()) {
            String text = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
            assertThat(text).as("addresses elsewhere in %s", file).doesNotContainPattern("https?://|url\\(|@import");
        }
    }

    @Test
    void textsBecomeTextNodesOnly() throws IOException {
        for (Path file : files()) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(
                    "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function|DOMParser|srcdoc");
        }
    }

    @Test
    void everyFileThatIsNamedIsThere() throws IOException {
        Pattern named = Pattern.compile("(?:from '\\./|href=\"|src=\")([a-z-]+\\.[a-z]+)['\"]");
        Set<String> missing = new TreeSet<>();
        for (Path file : files()) {
            Matcher matcher = named.matcher(Files.readString(file));
            while (matcher.find()) {
                if (!Files.exists(PAGE.resolve(matcher.group(1)))) {
                    missing.add(matcher.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void itHasWordsForEveryKnownType() throws IOException {
        List<String> types
                = Pattern.compile("^ {2}([A-Z]+(?:_[A-Z]+)+): '", Pattern.MULTILINE).matcher(read("words.js")).results()
                        .map(result -> result.group(1)).toList();
        assertThat(types).containsExactlyInAnyOrderElementsOf(MspEventType.names());
    }

    @Test
    void itKnowsTestEvents() throws IOException {
        assertThat(read("words.js")).contains("TEST_RESELLER_CODE = '" + MspEvent.TEST_RESELLER_CODE + "'");
    }

    private static String read(String name) throws IOException {
        return Files.readString(PAGE.resolve(name));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(PAGE)) {
            return files.toList();
        }
    }
}
