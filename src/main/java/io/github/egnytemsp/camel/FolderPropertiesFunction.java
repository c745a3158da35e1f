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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import io.github.egnytemsp.camel.files.LocalPath;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.PropertiesFunction;

/**
 * <code>{{folder:trials.dir}}</code>: the folder that a property names, written so that an endpoint of Camel's file
 * component takes it as it is, or the start fails. Written <code>file:{{trials.dir}}</code>, a {@code %20} in it would
 * be read as a blank, and files would be looked for in another folder.
 */
@org.apache.camel.spi.annotations.PropertiesFunction("folder")
public final class FolderPropertiesFunction implements PropertiesFunction, CamelContextAware {

    /** Characters that the file component decodes twice, or reads as something else, however they are written. */
    private static final Pattern UNCLEAR = Pattern.compile("[%?\\\\]|\\$\\{|\\{\\{");

    private CamelContext camelContext;

    /** {@return {@code folder}} */
    @Override
    public String getName() {
        return "folder";
    }

    /**
     * Looks the folder up.
     *
     * @param  property                 the property's name
     * @return                          its value, as a path of a URI
     * @throws IllegalArgumentException if it is blank, or has a {@code %}, a question mark, a backslash or
     *                                  <code>${</code>, with which the file component would use another folder, or if
     *                                  it is no path
     */
    @Override
    public String apply(String property) {
        String folder = camelContext.getPropertiesComponent().resolveProperty(property).orElse("");
        // a resolved value has lost its backslashes
        String written = camelContext.getPropertiesComponent().loadProperties().getProperty(property, "");
        if (folder.isBlank() || UNCLEAR.matcher(folder).find() || written.contains("\\")) {
            throw new IllegalArgumentException(
                    property + " must be a folder, written with / and without % ? \\ and ${. It is '" + folder + "'");
        }
        LocalPath.of(property, folder);
        String path = URLEncoder.encode(folder, StandardCharsets.UTF_8).replace("%2F", "/").replace("+", "%20");
        // the file component takes two slashes away, and would look for //server/share below the working folder
        return path.startsWith("//") ? "//" + path : path;
    }

    /**
     * Where the properties are.
     *
     * @return the context
     */
    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /**
     * Where the properties are.
     *
     * @param camelContext the context
     */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
