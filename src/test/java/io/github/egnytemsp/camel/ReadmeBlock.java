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

import static org.assertj.core.api.Assertions.assertThat;

/** A part of a document that is made from something else. */
public final class ReadmeBlock {

    private ReadmeBlock() {
    }

    /**
     * Fails if the README has another text between {@code <!-- name -->} and {@code <!-- /name -->}; with
     * {@code -Dreadme.update=true} writes it.
     */
    public static void check(String name, String text) throws Exception {
        check(Path.of("README.md"), "<!-- " + name + " -->\n", "<!-- /" + name + " -->", text);
    }

    static void check(Path document, String start, String end, String text) throws Exception {
        String whole = Files.readString(document);
        int from = whole.indexOf(start) + start.length();
        int to = whole.indexOf(end);
        if (Boolean.getBoolean("readme.update")) {
            Files.writeString(document, whole.substring(0, from) + text + whole.substring(to));
        } else {
            assertThat(whole.substring(from, to)).isEqualTo(text);
        }
    }
}
