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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.agreements.Agreements;
import io.github.egnytemsp.camel.files.LocalPath;
import io.github.egnytemsp.camel.files.Utf8;
import io.github.egnytemsp.camel.model.LogText;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PropertyBindingSupport;

/** Whether the mapping of agreements can be read, as agreements.yaml reads it. */
final class MappingCheck implements Check {

    private final Settings settings;

    /** @param settings where it is */
    MappingCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "agreements";
    }

    @Override
    public void run(Lines lines) throws Exception {
        if (!settings.isOn("agreements.enabled") && !settings.isOn("usageFile.enabled")) {
            lines.off("agreements.enabled=false");
            return;
        }
        Path file = LocalPath.of("agreements.dir", settings.get("agreements.dir")).resolve("mapping.csv").toAbsolutePath();
        if (!Files.exists(file)) {
            lines.wrong(file + " does not exist: see docs/agreements.md.");
            return;
        }
        try {
            int mapped = Agreements.mappedLines(read(file));
            if (mapped == 0) {
                lines.note(file + " has no line yet: nothing is compared.");
            } else {
                lines.ok(LogText.count(mapped, "line in ", "lines in ") + file
                         + ". Whether the numbers are right shows the report.");
            }
        } catch (AccessDeniedException e) {
            lines.wrong(Reasons.of(e) + ".");
        } catch (IOException e) {
            lines.wrong(e.getMessage() + ".");
        } catch (IllegalArgumentException e) {
            lines.wrong(file + ": " + e.getMessage() + ".");
        }
    }

    private JsonNode read(Path file) throws Exception {
        String text = Utf8.read(file);
        try (DataFormat csv = settings.getCamelContext().createDataFormat("csv")) {
            // binding takes out what it has set
            PropertyBindingSupport.bindProperties(
                    settings.getCamelContext(), csv, new HashMap<>(Map.of("useMaps", "true", "trim", "true")));
            csv.start();
            InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            return new ObjectMapper().valueToTree(csv.unmarshal(new DefaultExchange(settings.getCamelContext()), bytes));
        }
    }
}
