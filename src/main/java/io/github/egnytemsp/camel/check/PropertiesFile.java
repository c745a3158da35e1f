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
package io.github.egnytemsp.camel.check;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file of settings as it is written.
 *
 * @param settings names and values, nothing resolved
 * @param doubled  names that stand there more than once, with different values
 */
record PropertiesFile(Map<String, String> settings, Set<String> doubled) {

    /** Reads a file in UTF-8. */
    static PropertiesFile read(Path file) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        Set<String> doubled = new TreeSet<>();
        Properties reader = new Properties() {

            private static final long serialVersionUID = 1;

            @Override
            public synchronized Object put(Object name, Object value) {
                String before = settings.put(name.toString(), value.toString());
                if (before != null && !before.equals(value)) {
                    doubled.add(name.toString());
                }
                return super.put(name, value);
            }
        };
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.load(text);
        }
        return new PropertiesFile(settings, doubled);
    }
}
