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
import java.io.IOException;

import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;

/**
 * The templates of the shipped routes, for a bean that is set by properties:
 * <code>#class:io.github.egnytemsp.camel.sinks.TemplateFolders#of('own', 'shipped')</code>.
 */
public final class TemplateFolders {

    private TemplateFolders() {
    }

    /**
     * Templates of which the user's own stand in the place of the shipped ones with the same name.
     *
     * @param  own                      the folder of the user's own templates, there or not
     * @param  shipped                  the folder of all templates
     * @return                          finds a template in the first folder that has it; what is changed is seen within
     *                                  seconds
     * @throws IOException              if the shipped ones are not there
     * @throws IllegalArgumentException if one is no path
     */
    public static TemplateLoader of(String own, String shipped) throws IOException {
        TemplateLoader all = new FileTemplateLoader(LocalFile.of(shipped));
        File folder = LocalFile.of(own);
        return folder.isDirectory()
                ? new MultiTemplateLoader(new TemplateLoader[] { new FileTemplateLoader(folder), all }) : all;
    }
}
