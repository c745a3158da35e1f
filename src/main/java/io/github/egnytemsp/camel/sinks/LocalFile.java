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
package io.github.egnytemsp.camel.sinks;

import java.io.File;

import io.github.egnytemsp.camel.files.LocalPath;
import io.github.egnytemsp.camel.model.LogText;

/**
 * A file for a bean that is set by properties:
 * <code>#class:io.github.egnytemsp.camel.sinks.LocalFile#of('name')</code>. Camel before 4.18, which the Camel CLI may
 * bring, cannot choose between the constructors of {@link File}.
 */
public final class LocalFile {

    private LocalFile() {
    }

    /**
     * A file or folder, there or not.
     *
     * @param  path                     its path
     * @return                          the file
     * @throws IllegalArgumentException if it is no path, or a properties file has taken its backslashes
     */
    public static File of(String path) {
        return LocalPath.of("'" + LogText.of(path) + "'", path).toFile();
    }
}
