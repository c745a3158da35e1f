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
package io.github.egnytemsp.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.delivery.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The README describes every status, operation and route file. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");

    @Test
    void everyStatusAndEveryOperationIsDescribed() throws Exception {
        String readme = Files.readString(README);
        String answers = readme.substring(readme.indexOf("<!-- answers -->"));
        for (int status : Arrays.stream(Answer.values()).map(Answer::status).collect(Collectors.toCollection(TreeSet::new))) {
            assertThat(answers).contains("\n| " + status + " | ");
        }
        for (EgnyteMspOperation operation : EgnyteMspOperation.values()) {
            assertThat(readme).contains("\n| `" + operation + "`");
        }
    }

    @Test
    void everyTestAndRouteFileThatIsNamedIsThere() throws Exception {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            files.forEach(file -> names.add(file.getFileName().toString().replace(".java", "")));
        }
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        Matcher named = Pattern.compile("`(\\w+Test|[a-z-]+\\.yaml)`").matcher(Files.readString(README));
        Set<String> inReadme = named.results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(inReadme).hasSizeGreaterThan(20).isSubsetOf(names);
        names.removeIf(name -> !name.endsWith(".yaml"));
        assertThat(inReadme).as("no route file without a word about it").containsAll(names);
    }
}
