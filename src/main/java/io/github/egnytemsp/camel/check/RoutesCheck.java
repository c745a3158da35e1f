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
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import freemarker.core.ParseException;
import freemarker.template.Configuration;
import io.github.egnytemsp.camel.installation.Installation;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Whether the user's own routes and the templates can be read. No route is made. */
final class RoutesCheck implements Check {

    private final Path own;
    private final Path shippedTemplates;
    private final Path ownTemplates;
    private final Settings settings;
    private final KnownNames known;

    /**
     * @param installation where routes and templates are
     * @param settings     have the bean of the templates
     * @param known        what the routes need
     */
    RoutesCheck(Installation installation, Settings settings, KnownNames known) {
        this.known = known;
        this.own = installation.localRoutes();
        this.shippedTemplates = installation.routes().resolve("templates");
        this.ownTemplates = installation.localTemplates();
        this.settings = settings;
    }

    @Override
    public String name() {
        return "own routes";
    }

    @Override
    public void run(Lines lines) throws IOException {
        List<Path> files = files(own).stream().filter(file -> file.toString().matches(".*\\.(yaml|xml)")).toList();
        if (files.isEmpty()) {
            lines.off(own + " has none.");
        } else {
            boolean allRight = files.stream().map(file -> isRight(lines, file)).toList().stream().allMatch(right -> right);
            for (Map.Entry<String, Path> needed : known.required().entrySet()) {
                if (settings.get(needed.getKey()).isEmpty()) {
                    lines.wrong(needed.getValue() + " needs the setting " + needed.getKey() + ", which is not set.");
                    allRight = false;
                }
            }
            if (allRight) {
                lines.ok((files.size() == 1 ? "1 file in " : files.size() + " files in ") + own
                         + " can be read. Whether their routes are right shows the start.");
            }
        }
        templates(lines.of("templates"));
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean isRight(Lines lines, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            if (file.toString().endsWith(".xml")) {
                DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
                xml.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                xml.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
                DocumentBuilder builder = xml.newDocumentBuilder();
                // without one, what is wrong is printed, too
                builder.setErrorHandler(new DefaultHandler());
                builder.parse(in);
            } else if (!(new Load(LoadSettings.builder().setLabel(file.getFileName().toString()).build())
                    .loadFromInputStream(in) instanceof List)) {
                lines.wrong(file + " must be a list: lines such as '- route:'.");
                return false;
            }
            return true;
        } catch (AccessDeniedException e) {
            lines.wrong(Reasons.of(e) + ".");
            return false;
        } catch (IOException | SAXException | ParserConfigurationException | YamlEngineException e) {
            lines.wrong(file + " cannot be read: " + e.getMessage());
            return false;
        }
    }

    private void templates(Lines lines) throws IOException {
        Configuration templates
                = settings.getCamelContext().getRegistry().lookupByNameAndType("templates", Configuration.class);
        if (templates == null) {
            lines.wrong("They cannot be read: " + shippedTemplates + ".");
            return;
        }
        Set<String> shipped = names(shippedTemplates);
        Set<String> changed = names(ownTemplates);
        Set<String> all = new TreeSet<>(shipped);
        all.addAll(changed);
        boolean right = true;
        for (String name : all) {
            try {
                templates.getTemplate(name);
            } catch (ParseException e) {
                lines.wrong(name + " has an error in line " + e.getLineNumber() + ": " + e.getEditorMessage());
                right = false;
            }
        }
        changed.stream().filter(name -> !shipped.contains(name)).forEach(name -> lines.note(
                ownTemplates.resolve(name) + " replaces no shipped template: none has this name."));
        if (right) {
            lines.ok(changed.isEmpty()
                    ? "All " + all.size() + " are the shipped ones, and can be read."
                    : all.size() + " can be read, " + changed.size() + " of them from " + ownTemplates + ".");
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        return files(folder).stream().map(file -> file.getFileName().toString()).filter(name -> name.matches(".*\\.ftlh?"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
