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
package io.github.egnytemsp.camel.installation;

import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WindowsInstallationTest {

    @Test
    void camelGetsPathsWithSlashes() throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path home = windows.getPath("C:\\Program Files\\egnyte-msp");
            Files.createDirectories(home.resolve("routes.local"));
            Main main = new Installation(home, home.resolve("conf"), home.resolve("data")).setUp(new Main());

            assertThat(main.getOverrideProperties().getProperty("routes.dir"))
                    .isEqualTo("C:/Program Files/egnyte-msp/routes");
            assertThat(main.getOverrideProperties().getProperty("routes.own"))
                    .isEqualTo(",file:C:/Program Files/egnyte-msp/routes.local/*.yaml,"
                               + "file:C:/Program Files/egnyte-msp/routes.local/*.xml");
            assertThat(main.getOverrideProperties().getProperty("camel.component.properties.location"))
                    .startsWith("file:C:/Program Files/egnyte-msp/conf/local.properties;optional=true,file:C:/");
        }
    }
}
