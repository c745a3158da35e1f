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

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A part of a page that a test generates. {@code -Ddocs.update=true} writes it; otherwise a difference fails the test.
 */
public final class GeneratedBlock {

    /** The folder of the pages. */
    public static final Path PAGES = Path.of("src/main/docs");

    private GeneratedBlock() {
    }

    /**
     * Compares the block between the lines {@code <!-- name -->} and {@code <!-- /name -->} with a text, or writes it.
     *
     * @param  page           the file's name in {@link #PAGES}
     * @param  name           the block's name
     * @param  text           what the block has to be, with a line feed at its end
     * @throws AssertionError if the page has no such block, or another text in it
     */
    public static void check(String page, String name, String text) throws Exception {
        check(PAGES.resolve(page), "<!-- " + name + " -->\n", "<!-- /" + name + " -->", text);
    }

    /**
     * Compares the text between two marks of a page with a text, or writes it.
     *
     * @param  page           the file
     * @param  start          the mark before the block
     * @param  end            the mark behind it
     * @param  text           what the block has to be
     * @throws AssertionError if the page has no such block, or another text in it
     */
    public static void check(Path page, String start, String end, String text) throws Exception {
        String whole = Files.readString(page);
        assertThat(whole).as(page.toString()).containsOnlyOnce(start).containsOnlyOnce(end);
        int from = whole.indexOf(start) + start.length();
        int to = whole.indexOf(end);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, whole.substring(0, from) + text + whole.substring(to));
        } else {
            assertThat(whole.substring(from, to)).as("%s: update it with -Ddocs.update=true", page).isEqualTo(text);
        }
    }
}
