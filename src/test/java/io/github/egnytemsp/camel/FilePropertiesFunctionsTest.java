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

import java.io.File;
import java.nio.file.FileSystem;
import java.util.Properties;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilePropertiesFunctionsTest {

    private static FileEndpoint endpoint(String uri, String folder, PropertiesFunction... functions) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Properties properties = new Properties();
            properties.setProperty("dir", folder);
            context.getPropertiesComponent().setInitialProperties(properties);
            for (PropertiesFunction function : functions) {
                context.getPropertiesComponent().addPropertiesFunction(function);
            }
            context.start();
            return context.getEndpoint(uri, FileEndpoint.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
            "trials, trials/running", "/srv/egnyte msp/trials, /srv/egnyte msp/trials/running",
            "C:/Program Files (x86)/msp, C:/Program Files (x86)/msp/running", "//server/share/x, //server/share/x/running",
            "/srv//trials, /srv/trials/running" })
    void aFolderIsTheOneThatIsWritten(String folder, String used) throws Exception {
        assertThat(endpoint("file:{{folder:dir}}/running", folder).getFile()).isEqualTo(new File(used));
    }

    @ParameterizedTest
    @ValueSource(strings = { "C:mspdata", "C:msp\trials", "C:\\msp\\trials", "a%20b", " " })
    void aFolderThatWouldBeAnotherOneIsRefused(String folder) {
        assertThatThrownBy(() -> endpoint("file:{{folder:dir}}", folder)).rootCause().hasMessageContaining("dir ");
    }

    @Test
    void permissionsAreSetWhereFilesHaveSome() throws Exception {
        assertThat(endpoint("file:x?chmod={{chmod:600}}&tempPrefix=.", "x").getChmod()).isEqualTo("600");
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            FileEndpoint endpoint
                    = endpoint("file:x?chmod={{chmod:600}}&tempPrefix=.", "x", new ChmodPropertiesFunction(windows));
            assertThat(endpoint.getChmod()).isNull();
            assertThat(endpoint.getTempPrefix()).isEqualTo(".");
        }
    }
}
