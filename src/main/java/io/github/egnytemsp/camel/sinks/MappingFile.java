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

import java.io.IOException;
import java.nio.file.NoSuchFileException;

import io.github.egnytemsp.camel.files.LocalPath;
import io.github.egnytemsp.camel.files.Utf8;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Reads {@code mapping.csv} in a folder. A bean of the routes. Several threads may read it at the same time. */
public final class MappingFile implements Processor {

    private String folder;

    /** For the registry. */
    public MappingFile() {
    }

    /**
     * Sets the folder.
     *
     * @param folder the value of the setting {@code agreements.dir}
     */
    public void setFolder(String folder) {
        this.folder = folder;
    }

    /**
     * Puts the text of the file into the body, or null if there is no such file.
     *
     * @param  exchange    gets the text
     * @throws IOException if the file cannot be read, or is not UTF-8
     */
    @Override
    public void process(Exchange exchange) throws IOException {
        try {
            exchange.getMessage().setBody(Utf8.read(LocalPath.of("agreements.dir", folder).resolve("mapping.csv")));
        } catch (NoSuchFileException e) {
            exchange.getMessage().setBody(null);
        }
    }
}
