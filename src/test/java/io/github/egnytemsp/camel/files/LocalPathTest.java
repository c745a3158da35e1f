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
package io.github.egnytemsp.camel.files;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalPathTest {

    private static String asAPropertiesFileHasIt(String written) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader("file=" + written));
        return properties.getProperty("file");
    }

    @ParameterizedTest
    @ValueSource(strings = { "C:\\msp\\tokens.p12", "d:\\data\\new", "\\\\server\\new", "data\\rest" })
    void whatHasLostItsBackslashesIsRefused(String written) throws Exception {
        String read = asAPropertiesFileHasIt(written);
        assertThatThrownBy(() -> LocalPath.of("tokenKeystore", read)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokenKeystore").hasMessageContaining("C:/egnyte-msp/file");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "C:/msp/tokens.p12", "C:\\\\msp\\\\tokens.p12", "//server/share/tokens.p12", "/srv/msp/tokens.p12", "tokens.p12",
            "a folder/b:c", "Büro/x", "C:" })
    void otherPathsMeanWhatTheySay(String written) throws Exception {
        String read = asAPropertiesFileHasIt(written);
        assertThat(LocalPath.of("tokenKeystore", read)).isEqualTo(Path.of(read));
    }

    @Test
    void whatIsNoPathOfThisSystemNamesTheSetting() {
        assertThatThrownBy(() -> LocalPath.of("tokenKeystore", "a\u0000b")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokenKeystore");
    }
}
