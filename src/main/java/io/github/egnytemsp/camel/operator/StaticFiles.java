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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page: the files of one folder of the class path, and of no other. */
final class StaticFiles {

    /** There is no way out of the folder in such a name. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*\\.(html|css|js|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8", "css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg",
            "image/svg+xml");

    private final Map<String, OperatorAnswer> files = new ConcurrentHashMap<>();

    /**
     * Looks for a file.
     *
     * @param  name the part of the path after the last slash; empty for the page itself
     * @return      the answer, or null if there is no such file
     */
    OperatorAnswer find(String name) {
        Matcher matcher = NAME.matcher(name.isEmpty() ? "index.html" : name);
        return matcher.matches() ? files.computeIfAbsent(matcher.group(), file -> read(file, matcher.group(1))) : null;
    }

    private static OperatorAnswer read(String name, String kind) {
        try (InputStream in = StaticFiles.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                return null;
            }
            byte[] body = in.readAllBytes();
            return new OperatorAnswer(
                    200, Map.of(
                            "Content-Type", TYPES.get(kind), "Cache-Control", "no-cache", "ETag",
                            '"' + Secrets.hash(body).substring(0, 32) + '"'),
                    body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to a request that may know the file already. */
    static OperatorAnswer unlessKnown(OperatorAnswer file, String known) {
        return file.headers().get("ETag").equals(known) ? new OperatorAnswer(304, file.headers(), new byte[0]) : file;
    }
}
