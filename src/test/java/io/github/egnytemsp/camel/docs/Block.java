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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code of a page.
 *
 * @param page       the file of the page
 * @param line       where the block begins, from 1
 * @param language   what stands behind the fence, such as yaml
 * @param text       the block itself, with a line feed at its end
 * @param directives what the HTML comments before it demand of the test, by name
 */
record Block(String page, int line, String language, String text, Map<String, String> directives) {

    /** What an HTML comment before a block may be. */
    static final List<String> DIRECTIVES = List.of("terminal", "exit", "input", "here", "from", "run by", "not run");

    /** Languages of files that a page lets its reader write. */
    private static final Pattern FILE = Pattern.compile("(?:#|//|<#--|<!--) ([\\w./-]+\\.\\w+)(?: -->)?\\R");

    private static final Pattern DIRECTIVE = Pattern.compile("<!-- (" + String.join("|", DIRECTIVES) + "): (.*?) -->");

    /** Reads the comments before a block, one a line. Other comments mean nothing here. */
    static Map<String, String> directives(String comments) {
        Map<String, String> directives = new LinkedHashMap<>();
        Matcher matcher = DIRECTIVE.matcher(comments);
        while (matcher.find()) {
            directives.put(matcher.group(1), matcher.group(2));
        }
        return directives;
    }

    boolean isCommand() {
        return language.equals("bash");
    }

    /** What a command prints. */
    boolean isOutput() {
        return language.equals("text");
    }

    /** Whether another test runs it, or none can. */
    boolean isRunElsewhere() {
        return directives.containsKey("from") || directives.containsKey("run by") || directives.containsKey("not run");
    }

    boolean isFile() {
        return List.of("yaml", "xml", "java", "properties", "ftl", "groovy").contains(language);
    }

    /** The path of the file that the reader writes, which its first line names. */
    Optional<String> file() {
        Matcher matcher = FILE.matcher(text);
        return isFile() && matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    Optional<String> directive(String name) {
        return Optional.ofNullable(directives.get(name));
    }

    @Override
    public String toString() {
        return page + ":" + line + " (" + language + ")";
    }
}
